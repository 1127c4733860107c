import type { LoggedEvent } from "../../engine/contribution/logged-event.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";

/** In the order of their bits, for good. */
const FLAGS = ["verified", "emptyList", "botAgent", "automated", "internal"] as const;
const TEXTS = ["locale", "cartToken", "coupon", "restoreToken", "traits"] as const;

type SeldomStated = Pick<LoggedEvent, (typeof FLAGS)[number] | (typeof TEXTS)[number]>;

/** Writes what few events state: a number that says what follows, then that. */
export function writeSeldomStated(writer: ByteWriter, event: LoggedEvent, text: (value: string) => void): void {
  let bits = 0;
  for (const [bit, name] of [...FLAGS, ...TEXTS].entries()) if (event[name] !== undefined) bits += 2 ** bit;
  writer.number(bits);
  for (const name of TEXTS) {
    const value = event[name];
    if (value !== undefined) text(typeof value === "string" ? value : JSON.stringify(value));
  }
}

/** Undoes {@link writeSeldomStated}. */
export function readSeldomStated(reader: ByteReader, text: () => string | null): SeldomStated {
  const stated: SeldomStated = {};
  const bits = reader.number();
  if (bits === 0) return stated;
  const has = (bit: number): boolean => Math.floor(bits / 2 ** bit) % 2 === 1;
  for (const [bit, name] of FLAGS.entries()) if (has(bit)) stated[name] = true;
  for (const [bit, name] of TEXTS.entries()) {
    if (!has(FLAGS.length + bit)) continue;
    const value = text() ?? "";
    if (name === "traits") stated.traits = JSON.parse(value) as Record<string, unknown>;
    else stated[name] = value;
  }
  return stated;
}
