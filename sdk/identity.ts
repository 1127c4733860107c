import type { KeptIdentity } from "../protocol/kept-identity.ts";
import { attempt } from "./attempt.ts";
import type { KeyStore } from "./key-store.ts";
import { randomId } from "./random-id.ts";

/** An anonymous id lives 13 months from its making; it is never extended. */
const ANONYMOUS_ID_LIFETIME_MS = 395 * 24 * 3_600_000;
/** A session ends when nothing was recorded for this long, in any tab. */
const SESSION_IDLE_MS = 30 * 60_000;

/** Who the shopper is, as stored for all tabs of the origin under one key. Times are epoch milliseconds. */
export interface IdentityState extends KeptIdentity {
  sessionId: string;
  activeAt: number;
  userId?: string | undefined;
  token?: string | undefined;
  /** True while the anonymous id is one that was made because nothing was stored. */
  isNew?: boolean | undefined;
}

/** The shopper's identity. Every change is visible in the other tabs as soon as the browser shows it to them. */
export interface Identity {
  /** The state as stored, expired or not. */
  current(): Partial<IdentityState>;
  /** The state at `now`, which counts as activity: expired ids are replaced, `changes` are written. */
  touch(now: number, changes?: Partial<IdentityState>): IdentityState;
  /** Takes the anonymous id that the collector has kept, if the page's own was made for want of any. */
  recall(kept: KeptIdentity): void;
  /** Forgets the shopper; the next touch makes new ids. */
  renew: () => void;
}

/** The identity stored under `key`: storage is the truth, so that a reset in another tab counts here. */
export function openIdentity(store: KeyStore, key: string): Identity {
  const current = (): Partial<IdentityState> =>
    attempt(() => JSON.parse(store.get(key)!) as Partial<IdentityState> | null) ?? { isNew: true };
  const write = (state: Partial<IdentityState>): void => {
    const text = JSON.stringify(state);
    if (text !== store.get(key)) store.set(key, text);
  };
  return {
    current,
    touch(now, changes) {
      const state = { ...current(), ...changes };
      // Written so that a missing time, which compares as NaN, counts as expired.
      if (!(now - state.bornAt! < ANONYMOUS_ID_LIFETIME_MS)) {
        state.bornAt = now;
        state.anonymousId = randomId();
      }
      if (!(now - state.activeAt! < SESSION_IDLE_MS)) state.sessionId = randomId();
      // To ten seconds: a busy page need not write it with every event.
      state.activeAt = now - (now % 10_000);
      write(state);
      return state as IdentityState;
    },
    recall(kept) {
      const state = current();
      if (state.isNew) write({ ...state, ...kept, isNew: undefined });
    },
    renew: () => write({}),
  };
}
