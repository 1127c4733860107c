import type { ShopperState } from "./shopper-state.ts";

/** After a store that could not be read, the alarm tries again. */
export const CONFIG_RETRY_MS = 5_000;
/** How long an unshipped difference may wait for the object to wake by itself. */
const DIRECTORY_NET_MS = 60_000;
/** When another key that could not be asked, or a user who could not be told, is tried again. */
const BINDING_RETRY_MS = 5_000;
const OUTBOX_RETRY_MS = 5_000;
const OUTBOX_RETRY_LIMIT_MS = 300_000;

/** How long the new home of what moved may keep silent until it is asked. */
const PARTING_NET_MS = 30_000;
const ERASURE_RETRY_MS = 5_000;

/** When the object must wake at the latest: for the engine's next decision, or for what has not been handed on. */
export function wantedAlarm(state: ShopperState, wakeAt: number | null, now: number): number | null {
  const backoff = Math.min(OUTBOX_RETRY_MS * 2 ** Math.min(state.outboxFailures, 10), OUTBOX_RETRY_LIMIT_MS);
  const outboxAt = state.outbox.length > 0 ? now + backoff : Infinity;
  const directoryAt = state.mustShip ? now + DIRECTORY_NET_MS : Infinity;
  const isBinding = Object.values(state.bindings).includes("pending") || state.losers.length > 0;
  const bindingAt = isBinding ? now + BINDING_RETRY_MS : Infinity;
  const erasureAt = state.erasing === undefined ? Infinity : now + ERASURE_RETRY_MS;
  const partingAt = state.movedTo !== null && !state.handedOver ? now + PARTING_NET_MS : Infinity;
  const at = Math.min(wakeAt ?? Infinity, outboxAt, directoryAt, bindingAt, erasureAt, partingAt);
  return at === Infinity ? null : at;
}

/**
 * True when the alarm must be set anew. A pending alarm that is early enough stays: it looks again when it fires. That
 * saves a row for every event that only moves a deadline.
 */
export function mustRearm(alarmAt: number | null, wanted: number | null, now: number): boolean {
  if (wanted === null) return false;
  return alarmAt === null || alarmAt <= now || alarmAt > wanted;
}
