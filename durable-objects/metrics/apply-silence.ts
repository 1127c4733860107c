import { isCounted } from "./directory.ts";
import { readLine } from "./read-records.ts";
import { type ShardState, countEvents } from "./shard-state.ts";
import type { SilenceChange } from "./shopper-delta.ts";
import { lineOf } from "./stored-record.ts";

/** What the shard knows of a guest whose past a user has taken over. */
interface SilenceRecord {
  version: number;
  silenced: boolean;
}

/**
 * Takes the events that the log has of a guest out of what is counted, because the user whose they are is excluded, or
 * counts them again. Nothing happens when a later word is known.
 */
export function applySilence(state: ShardState, { guest, version, silenced }: SilenceChange): void {
  const { directory, sql } = state;
  const key = `g:${guest}`;
  const line = directory.claims.has(key) ? readLine(sql, directory, key) : null;
  if (line !== null && silenceOfLine(line).version >= version) return;
  const was = isCounted(directory, guest);
  if (silenced) directory.silenced.add(guest);
  else directory.silenced.delete(guest);
  const is = isCounted(directory, guest);
  if (was !== is) countEvents(state, guest, is ? 1 : -1);
  const page = directory.claims.get(key) ?? 0;
  directory.claims.set(key, page);
  const record: SilenceRecord = { version, silenced };
  directory.unsettled.set(key, { page: directory.unsettled.get(key)?.page ?? page, line: lineOf(key, record) });
}

/** The record of a line. */
export function silenceOfLine(line: string): SilenceRecord {
  return JSON.parse(line.slice(line.indexOf("\t") + 1)) as SilenceRecord;
}
