import { attempt } from "./attempt.ts";
import type { KeyStore } from "./key-store.ts";
import { randomId } from "./random-id.ts";

/** An anonymous id lives 13 months from its making; it is never extended. */
const ANONYMOUS_ID_LIFETIME_MS = 395 * 24 * 3_600_000;
/** A session ends when nothing was recorded for this long, in any tab. */
const SESSION_IDLE_MS = 30 * 60_000;

/** Who the shopper is, as stored for all tabs of the origin under one key. Times are epoch milliseconds. */
export interface IdentityState {
  anonymousId: string;
  bornAt: number;
  sessionId: string;
  activeAt: number;
  userId?: string | undefined;
  token?: string | undefined;
}

/** The shopper's identity. Every change is visible in the other tabs at once. */
export interface Identity {
  /** The state at `now`, which counts as activity: expired ids are replaced, `changes` are written. */
  touch(now: number, changes?: Partial<IdentityState>): IdentityState;
  /** Forgets the shopper; the next touch makes new ids. */
  forget(): void;
}

/** The identity stored under `key`; kept in memory where storage is not to be had. */
export function openIdentity(store: KeyStore, key: string): Identity {
  let state: IdentityState | undefined;
  let saved: boolean | undefined;
  return {
    touch(now, changes) {
      // Storage is the truth, so that a reset in another tab counts here; memory only stands in where writing fails.
      const stored = saved === false ? state : attempt(() => JSON.parse(store.get(key)!) as IdentityState | null);
      state = { ...stored!, ...changes };
      // Written so that a missing time, which compares as NaN, counts as expired.
      if (!(now - state.bornAt < ANONYMOUS_ID_LIFETIME_MS)) {
        state.anonymousId = randomId();
        state.bornAt = now;
      }
      if (!(now - state.activeAt < SESSION_IDLE_MS)) state.sessionId = randomId();
      state.activeAt = now;
      saved = store.set(key, JSON.stringify(state));
      return state;
    },
    forget() {
      state = undefined;
      store.delete(key);
    },
  };
}
