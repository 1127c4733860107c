import { execFileSync } from "node:child_process";

/** Below this many descriptors a busy collector runs out: each resident shopper holds three of them. */
const ENOUGH_DESCRIPTORS = 16_384;

/** Hard limits can be "unlimited", which some kernels refuse as a value: then a large number does. */
const RAISE = 'ulimit -n "$(ulimit -Hn)" 2>/dev/null || ulimit -n 65536 2>/dev/null || ulimit -n 10240 2>/dev/null';

/**
 * The same command with the limit of open files raised to the hard one. Node cannot raise its own limit, so a shell
 * does it and becomes the command: the process id stays the one that was started. Windows has no such limit.
 */
export function withDescriptors(command: readonly string[]): string[] {
  if (process.platform === "win32") return [...command];
  return ["/bin/sh", "-c", `${RAISE}; exec "$@"`, "sh", ...command];
}

/** A warning for people when this machine allows too few open files for a busy collector; null when it allows enough. */
export function descriptorWarning(): string | null {
  if (process.platform === "win32") return null;
  const limit = execFileSync("/bin/sh", ["-c", `${RAISE}; ulimit -n`], { encoding: "utf8" }).trim();
  if (limit === "unlimited" || Number(limit) >= ENOUGH_DESCRIPTORS) return null;
  return `This machine allows ${limit} open files per process; below ${ENOUGH_DESCRIPTORS} a busy collector answers 503.`;
}
