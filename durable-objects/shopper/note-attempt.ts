import { commitState } from "./commit-state.ts";
import { permitAttempt } from "./permit-attempt.ts";
import type { ShopperState } from "./shopper-state.ts";
import type { StateStore } from "./state-store.ts";

/** The attempt that an endpoint asks for, and what the engine last said about waking. */
export interface AskedAttempt {
  outcomeId: string;
  endpointId: string;
  wakeAt: number | null;
  now: number;
}

/** Whether an endpoint may try to deliver an outcome; a first yes to an alert is written. Call it in a transaction. */
export function noteAttempt(
  storage: Pick<DurableObjectStorage, "setAlarm" | "deleteAlarm">,
  store: StateStore,
  state: ShopperState,
  { outcomeId, endpointId, wakeAt, now }: AskedAttempt,
): boolean {
  const { permitted, changed } = permitAttempt(state, outcomeId, endpointId);
  if (changed)
    commitState(storage, store, state, { changedFrom: Infinity, wakeAt, now, arm: wakeAt === null ? "early" : "anew" });
  return permitted;
}
