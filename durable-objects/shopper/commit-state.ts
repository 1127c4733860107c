import { storageCounters } from "../storage/storage-counters.ts";
import type { ShopperState } from "./shopper-state.ts";
import type { StateStore } from "./state-store.ts";
import { mustRearm, wantedAlarm } from "./wanted-alarm.ts";

/** What a change of the state amounts to. */
export interface StateChange {
  /** Position from which the list of events differs from what was stored; Infinity if it does not. */
  changedFrom: number;
  /** When the engine wants to decide again; null for never. */
  wakeAt: number | null;
  now: number;
  /**
   * How the alarm is set. `early`: the alarm rings as early as is wanted, or earlier. `anew`: it is also moved to a later
   * time: what it was armed for has just been done. `ringing`: it is ringing, and would ring again if it were cut short.
   * As long as no other one is armed it is itself the net of what is handed over or shipped meanwhile, and arming can wait
   * for the next change, which mostly is the note of the first attempt. `rung`: it has shipped what there was, is over, and
   * is the net of nothing any more.
   */
  arm: "early" | "anew" | "ringing" | "rung";
  /** True when the engine decided nothing: an alarm that rang in vain writes no row. */
  unchanged?: boolean;
}

/** Writes the state and arms the alarm; call it inside `transactionSync`, so that both happen or neither. */
export function commitState(
  storage: Pick<DurableObjectStorage, "setAlarm" | "deleteAlarm">,
  store: StateStore,
  state: ShopperState,
  change: StateChange,
): void {
  // The alarm that is moved on was the net of what is pending, also of what was loaded and may never have been sent.
  if (change.arm !== "early" && state.pending.length > 0) state.mustShip = true;
  const wanted = wantedAlarm(state, change.wakeAt, change.now);
  const movesOn = change.arm === "anew" || change.arm === "rung";
  const mustArm = movesOn ? wanted !== state.alarmAt : mustRearm(state.alarmAt, wanted, change.now);
  const isUnderWay = state.outbox.length > 0 || state.pending.length > 0;
  const hasNet = change.arm === "ringing" && state.alarmAt === null && isUnderWay;
  const arms = mustArm && !hasNet;
  const isInVain = change.unchanged === true && !arms && change.changedFrom === Infinity;
  if (isInVain && (change.arm === "ringing" || change.arm === "rung")) return;
  if (arms) {
    state.alarmAt = wanted;
    storageCounters.addRowsWritten("Shopper", 1);
    void (wanted === null ? storage.deleteAlarm() : storage.setAlarm(Math.max(wanted, change.now)));
  }
  store.save(state, change.changedFrom);
}
