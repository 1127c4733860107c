const REES46_TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d(?:\.\d{1,3})?) ?(?:UTC|Z)$/;

/** Reads `2019-11-01 00:00:00 UTC` (also with `T` and `Z`) as epoch milliseconds; null for anything else. */
export function eventTime(text: string): number | null {
  const match = REES46_TIME.exec(text.trim());
  if (match === null) return null;
  const at = Date.parse(`${match[1]}T${match[2]}Z`);
  return Number.isNaN(at) ? null : at;
}
