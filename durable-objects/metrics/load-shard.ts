import type { ShopperKey } from "../../engine/event.ts";
import { applySession, heardAtOfLine } from "./apply-session.ts";
import { applySilence, silenceOfLine } from "./apply-silence.ts";
import { CellStore } from "./cell-store.ts";
import { readLog, type LogTail } from "./delta-log.ts";
import { emptyDirectory, rowOf, setRow } from "./directory.ts";
import { EventLog } from "./event-log.ts";
import { entryOfLine } from "./log-entry.ts";
import { readPages } from "./pages.ts";
import { readShardRow } from "./shard-row.ts";
import { type ShardState, applyDelta, applyOrder } from "./shard-state.ts";
import { recordOfLine } from "./stored-record.ts";

/** Rebuilds a shard from what is stored: pages, cells and segments of the last checkpoint, then the log in its order. */
export function loadShard(sql: SqlStorage): { state: ShardState; tail: LogTail } {
  const directory = emptyDirectory();
  readShardRow(sql, directory);
  for (const { id, page } of readPages(sql)) {
    for (const [key, line] of page) {
      if (key.startsWith("o:")) directory.claims.set(key, id);
      else if (key.startsWith("g:")) {
        directory.claims.set(key, id);
        if (silenceOfLine(line).silenced) directory.silenced.add(key.slice(2) as ShopperKey);
      } else if (key.startsWith("t:")) {
        directory.claims.set(key, id);
        directory.sessions.set(key, heardAtOfLine(line));
      } else {
        const record = recordOfLine(line);
        setRow(directory, record.shopper, rowOf(record, id));
      }
    }
  }
  const state: ShardState = { sql, directory, cells: new CellStore(sql), events: new EventLog(sql) };
  const { lines, tail } = readLog(sql);
  for (const line of lines) {
    const entry = entryOfLine(line);
    if ("delta" in entry) applyDelta(state, entry.delta, entry.at);
    else if ("order" in entry) applyOrder(state, entry.order);
    else if ("session" in entry) applySession(state, entry.session, entry.at);
    else applySilence(state, entry.silence);
    directory.unsettledChars += line.length;
  }
  return { state, tail };
}
