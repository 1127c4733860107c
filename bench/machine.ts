import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { arch, cpus, release, totalmem, type } from "node:os";
import { workerdBinary } from "../scripts/workerd-binary.ts";

/** On what, with what and when figures were measured. */
export interface Machine {
  /** RFC 3339. */
  date: string;
  commit: string;
  cpu: string;
  cores: number;
  memory_gb: number;
  os: string;
  node: string;
  workerd: string;
  cartbeat: string;
}

/** This machine, now. */
export function machine(now: Date): Machine {
  const packageJson = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
    version: string;
  };
  return {
    date: now.toISOString(),
    commit: commit(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memory_gb: Math.round(totalmem() / 2 ** 30),
    os: `${type()} ${release()} ${arch()}`,
    node: process.version,
    workerd: workerdBinary.version,
    cartbeat: packageJson.version,
  };
}

/** The commit measured, with a plus when files differ from it; "unknown" outside a checkout. */
function commit(): string {
  try {
    const cwd = import.meta.dirname;
    const id = execFileSync("git", ["rev-parse", "--short=12", "HEAD"], { cwd, encoding: "utf8" }).trim();
    const changed = execFileSync("git", ["status", "--porcelain", "--untracked-files=no"], { cwd, encoding: "utf8" });
    return changed === "" ? id : `${id}+`;
  } catch {
    return "unknown";
  }
}
