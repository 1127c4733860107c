import { readFileSync } from "node:fs";

/** Ticks of a second in which Linux counts processor time; the same on every machine that Node runs on. */
const TICKS = 100;

/** Processor time that a process has taken so far, in seconds; null where the system does not tell (only Linux does). */
export function processorSeconds(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name of the process, in brackets, may hold anything; utime and stime are the 12th and 13th field after it.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return null;
  }
}
