import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** A running process: its id, its parent's and the name of its program. */
interface ProcessEntry {
  pid: number;
  parent: number;
  name: string;
}

/** Ids of all processes below `root`, those named `name` only if it is given. Empty when the root has ended. */
export function descendants(root: number, name?: string): number[] {
  const entries = listProcesses();
  const family = new Set([root]);
  // A child may be listed before its parent: repeat until nobody is added.
  for (let size = 0; size !== family.size;) {
    size = family.size;
    for (const entry of entries) if (family.has(entry.parent)) family.add(entry.pid);
  }
  return entries
    .filter((entry) => entry.pid !== root && family.has(entry.pid) && (name === undefined || entry.name === name))
    .map((entry) => entry.pid);
}

function listProcesses(): ProcessEntry[] {
  return process.platform === "linux" ? listFromProc() : listFromPs();
}

/** Linux has /proc in every container, and `ps` only in some. */
function listFromProc(): ProcessEntry[] {
  return readdirSync("/proc")
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((entry) => {
      try {
        // "pid (name) state parent …"; the name may itself hold brackets and spaces.
        const stat = readFileSync(`/proc/${entry}/stat`, "utf8");
        const nameEnd = stat.lastIndexOf(")");
        const parent = Number(stat.slice(nameEnd + 2).split(" ")[1]);
        return [{ pid: Number(entry), parent, name: stat.slice(stat.indexOf("(") + 1, nameEnd) }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

function listFromPs(): ProcessEntry[] {
  return execFileSync("ps", ["-A", "-o", "pid=,ppid=,comm="], { encoding: "utf8" })
    .split("\n")
    .flatMap((line) => {
      const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
      if (match === null) return [];
      return [{ pid: Number(match[1]), parent: Number(match[2]), name: (match[3] ?? "").split("/").pop() ?? "" }];
    });
}
