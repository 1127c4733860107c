/**
 * A new id of about 13 letters and digits with 64 bits of chance. `crypto.randomUUID` would need a secure context, and a
 * shop under development on plain http has none.
 */
export function randomId(): string {
  return crypto.getRandomValues(new BigUint64Array(1))[0]!.toString(36);
}
