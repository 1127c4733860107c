import { hashHex } from "../hash.ts";
import type { Rules } from "../rules.ts";
import { type AddCell, CELL_KINDS } from "./cell.ts";
import type { Engagement } from "./engagement.ts";
import type { Fact } from "./fact.ts";
import { sessionStamp } from "./fold-sessions.ts";

const HOUR_MS = 3_600_000;

/** One shopper's part in a session that others may share. Times are epoch milliseconds. */
export interface SessionClaim {
  from: number;
  /** When the part ends or ended. */
  to: number;
  /** True when the shopper is one of the store's own people. */
  internal: boolean;
  /** Events by type; nothing of internal users, who do not count anyway. */
  totals: Record<string, number>;
}

/**
 * A shopper's live sessions, as parts that ship to the shards of the sessions (`t:`, the session, a line feed, the
 * part's beginning), so that a session in which an internal user took part can be dropped for everybody. Once sealed, a
 * part stands as it was shipped: that is when its time lies before what truth still settles.
 */
export function sessionClaimFacts(
  { live }: Pick<Engagement, "live">,
  { constants, expireMs }: Pick<Rules, "constants" | "expireMs">,
  internal: boolean,
): Fact[] {
  return live.flatMap((session): Fact[] => {
    if (session.id === null) return [];
    const to = sessionStamp(session, constants.sessionGapMs);
    const value: SessionClaim = { from: session.startedAt, to, internal, totals: internal ? {} : session.totals };
    const key = `t:${hashHex(session.id).slice(0, 16)}\n${session.startedAt}`;
    return [{ key, at: session.lastAt + constants.sessionGapMs - expireMs, value }];
  });
}

/** The parts that do not count: those of others in a run of activity in which an internal user took part. */
export function droppedParts(claims: readonly SessionClaim[]): SessionClaim[] {
  const dropped: SessionClaim[] = [];
  let run: SessionClaim[] = [];
  let end = -Infinity;
  const close = (): void => {
    if (run.some(({ internal }) => internal)) dropped.push(...run.filter(({ internal }) => !internal));
  };
  for (const claim of claims.toSorted((a, b) => a.from - b.from)) {
    if (claim.from >= end) {
      close();
      run = [];
    }
    run.push(claim);
    end = Math.max(end, claim.to);
  }
  close();
  return dropped;
}

/** Takes a dropped part out of the totals of ended sessions, in which its shopper's own shard counts it; −1 undoes that. */
export function droppedCells(add: AddCell, { to, totals }: SessionClaim, sign: 1 | -1): void {
  const hour = Math.floor(to / HOUR_MS);
  for (const [type, count] of Object.entries(totals)) add(CELL_KINDS.stamp, hour, `${to} ${type}`, -sign * count);
  add(CELL_KINDS.stamp, hour, `${to} `, -sign);
}
