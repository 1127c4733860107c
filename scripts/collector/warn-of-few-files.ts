import { execFileSync } from "node:child_process";

/** Each resident shopper holds three file descriptors for ten seconds after its last call. */
const ENOUGH_FILES = 16_384;

let warned = false;

/** Says, once, when this machine allows too few open files for many shoppers at a time. */
export function warnOfFewFiles(): void {
  if (warned) return;
  warned = true;
  const limit = execFileSync("/bin/sh", ["-c", "ulimit -Hn"], { encoding: "utf8" }).trim();
  if (limit === "unlimited" || Number(limit) >= ENOUGH_FILES) return;
  console.warn(
    `At most ${limit} open files are allowed here: more than ${Math.floor(Number(limit) / 3)} active shoppers`,
  );
  console.warn(`at a time will fail. Raise the hard limit to ${ENOUGH_FILES} or more.`);
}
