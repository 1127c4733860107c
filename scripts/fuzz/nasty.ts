/** Random numbers in [0, 1), the same for the same seed. */
export type Random = () => number;

/** One of a list. */
export function pick<Value>(random: Random, values: readonly [Value, ...Value[]]): Value {
  return values[Math.floor(random() * values.length)] ?? values[0];
}

const NUMBERS = ["0", "-0", "-1", "1e400", "-1e400", "1e308", "9007199254740993", "0.1e-320", "1.7976931348623157e308"];
const WORDS = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "length", "then", "toJSON"];
const TEXTS = [
  '""',
  '"\\u0000"',
  '"\\ud800"',
  '"\\udfff\\ud800"',
  '"\\u202e\\u2066"',
  '"😀\\u200d"',
  '"\\ufeff"',
  '"\\\\"',
  '"NaN"',
  '"null"',
  '"[object Object]"',
  '"1e999"',
  '"-1"',
  '"2026-13-45T99:99:99Z"',
  '"2026-11-21"',
  '"%00"',
  '"\'; DROP TABLE part; --"',
  '"<script>alert(1)</script>"',
  '"../../etc/passwd"',
  '"javascript:alert(1)"',
  "true",
  "false",
  "null",
  "[]",
  "{}",
  "[[]]",
  "[null]",
  '{"__proto__":{"admin":true}}',
];

/** A piece of JSON, as text, that somebody may not have thought of. `mark` is in it now and then, to be found again. */
export function nastyJson(random: Random, mark: string, depth = 0): string {
  const kind = random();
  if (kind < 0.25) return pick(random, NUMBERS as [string, ...string[]]);
  if (kind < 0.5) return pick(random, TEXTS as [string, ...string[]]);
  if (kind < 0.65) return JSON.stringify(mark);
  if (kind < 0.7) return JSON.stringify(`${mark}${"x".repeat(Math.floor(random() * 5000))}`);
  if (kind < 0.73) return nested(random, 10 + Math.floor(random() * 20_000));
  if (depth > 3) return "0";
  const size = Math.floor(random() * 4);
  if (kind < 0.85) return `[${Array.from({ length: size }, () => nastyJson(random, mark, depth + 1)).join(",")}]`;
  const fields = Array.from({ length: size }, () => {
    const name = random() < 0.5 ? pick(random, WORDS as [string, ...string[]]) : `${mark}${size}`;
    return `${JSON.stringify(name)}:${nastyJson(random, mark, depth + 1)}`;
  });
  return `{${fields.join(",")}}`;
}

function nested(random: Random, depth: number): string {
  return random() < 0.5 ? "[".repeat(depth) + "]".repeat(depth) : `${'{"a":'.repeat(depth)}0${"}".repeat(depth)}`;
}

/** JSON text of a value in which some parts, at any depth, were replaced by nasty ones, left out or doubled. */
export function spoil(random: Random, value: unknown, mark: string): string {
  if (random() < 0.08) return nastyJson(random, mark);
  if (Array.isArray(value)) {
    const entries = value.flatMap((entry) => Array.from({ length: times(random) }, () => spoil(random, entry, mark)));
    return `[${entries.join(",")}]`;
  }
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).flatMap(([name, entry]) =>
      Array.from({ length: times(random) }, () => `${JSON.stringify(name)}:${spoil(random, entry, mark)}`),
    );
    if (random() < 0.1) fields.push(`${JSON.stringify(pick(random, WORDS as [string, ...string[]]))}:{"polluted":1}`);
    return `{${fields.join(",")}}`;
  }
  return JSON.stringify(value);
}

function times(random: Random): number {
  const chance = random();
  if (chance < 0.05) return 0;
  return chance < 0.07 ? 2 : 1;
}

/** Bytes of no meaning. */
export function nastyBytes(random: Random): Buffer {
  return Buffer.from(Array.from({ length: Math.floor(random() * 300) }, () => Math.floor(random() * 256)));
}
