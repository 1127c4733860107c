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
  /** True to move the alarm also to a later time: when what it was armed for has just been done. */
  rearm: boolean;
}

/** Writes the state and arms the alarm; call it inside `transactionSync`, so that both happen or neither. */
export function commitState(
  storage: Pick<DurableObjectStorage, "setAlarm" | "deleteAlarm">,
  store: StateStore,
  state: ShopperState,
  change: StateChange,
): void {
  const wanted = wantedAlarm(state, change.wakeAt, change.now);
  if (change.rearm ? wanted !== state.alarmAt : mustRearm(state.alarmAt, wanted, change.now)) {
    state.alarmAt = wanted;
    storageCounters.addRowsWritten("Shopper", 1);
    void (wanted === null ? storage.deleteAlarm() : storage.setAlarm(Math.max(wanted, change.now)));
  }
  store.save(state, change.changedFrom);
}
