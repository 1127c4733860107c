import { type SessionClaim, droppedCells, droppedParts } from "../../engine/contribution/session-claim.ts";
import type { Directory } from "./directory.ts";
import { readLine } from "./read-records.ts";
import type { ShardState } from "./shard-state.ts";
import type { SessionChange } from "./shopper-delta.ts";
import { lineOf } from "./stored-record.ts";

/** After so long no late event can change a part of a session any more: the late window, and then some. */
const SETTLED_AFTER_MS = 4 * 86_400_000;

/** What the shard knows of a session: its parts by claimant. Null: the part was taken back. */
interface SessionRecord {
  /** When a part of it was last heard of, epoch milliseconds. */
  heardAt: number;
  parts: Record<string, { version: number; claim: SessionClaim | null }>;
}

/** Applies a part of a session, unless a later word of the same claimant is known, and counts anew what is dropped. */
export function applySession(state: ShardState, change: SessionChange, at: number): void {
  const { directory, cells, sql } = state;
  const key = `t:${change.session}`;
  const line = directory.claims.has(key) ? readLine(sql, directory, key) : null;
  const before: SessionRecord = line === null ? { heardAt: at, parts: {} } : sessionOfLine(line);
  const known = Object.hasOwn(before.parts, change.claimant) ? before.parts[change.claimant] : undefined;
  if (known !== undefined && known.version >= change.version) return;
  const part = { version: change.version, claim: change.claim };
  const after: SessionRecord = { heardAt: at, parts: { ...before.parts, [change.claimant]: part } };
  for (const claim of dropped(before)) droppedCells(cells.add, claim, -1);
  for (const claim of dropped(after)) droppedCells(cells.add, claim, 1);
  const page = directory.claims.get(key) ?? 0;
  directory.claims.set(key, page);
  directory.sessions.set(key, at);
  directory.unsettled.set(key, { page: directory.unsettled.get(key)?.page ?? page, line: lineOf(key, after) });
}

/** Forgets the sessions that nothing can change any more; what was counted of them stays. */
export function forgetSessions({ sessions, claims, unsettled }: Directory, now: number): void {
  for (const [key, heardAt] of sessions) {
    if (heardAt > now - SETTLED_AFTER_MS) continue;
    sessions.delete(key);
    unsettled.set(key, { page: unsettled.get(key)?.page ?? claims.get(key) ?? 0, line: null });
    claims.delete(key);
  }
}

/** When the session of a line was last heard of. */
export function heardAtOfLine(line: string): number {
  return sessionOfLine(line).heardAt;
}

function dropped({ parts }: SessionRecord): SessionClaim[] {
  return droppedParts(Object.values(parts).flatMap(({ claim }) => (claim === null ? [] : [claim])));
}

function sessionOfLine(line: string): SessionRecord {
  return JSON.parse(line.slice(line.indexOf("\t") + 1)) as SessionRecord;
}
