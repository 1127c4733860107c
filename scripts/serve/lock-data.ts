import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Takes a data directory for this process; null when another process has it: two collectors on one state would send
 * every alert twice. The lock ends with the process, however it ends. `release` frees it earlier.
 */
export function lockData(data: string): { release: () => void } | null {
  const database = new DatabaseSync(join(data, "lock"));
  try {
    // SQLite's lock is the one that the operating system takes back by itself; nothing is stored in the file.
    database.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
  } catch {
    database.close();
    return null;
  }
  return { release: () => database.close() };
}
