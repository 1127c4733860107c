import { alertsFirst } from "../../engine/ledger/alerts-first.ts";
import { advance } from "../../engine/truth/advance.ts";
import { nextDue } from "../../engine/truth/next-due.ts";
import { slimEvent } from "../../engine/truth/slim-event.ts";
import type { Env } from "../env.ts";
import { decisionInput } from "./decision-input.ts";
import { evaluate, foldContext } from "./evaluate.ts";
import type { ShopperBatch } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";

/**
 * Decides about an alert whose alarm has not rung yet, before events are taken in that would hide it. The clock that
 * has stamped the events may be ahead of this one: the later of the two counts.
 */
export function alertFirst(
  state: ShopperState,
  { events, config }: ShopperBatch,
  now: number,
  publicUrl?: Env["PUBLIC_URL"],
): void {
  if (state.movedTo !== null || state.history.tip.cart === null) return;
  const context = foldContext(state, config);
  const at = Math.max(now, ...events.map(({ receivedAt }) => receivedAt));
  if ((nextDue(state.history.tip, context)?.at ?? Infinity) > at) return;
  const input = decisionInput(state, config, {
    truth: advance(state.history.tip, at, true, context),
    context,
    now: at,
  });
  const slim = events.map((event) => slimEvent(event, context.rules));
  if (alertsFirst(state.history, slim, state.ledger, input)) evaluate(state, config, at, publicUrl);
}
