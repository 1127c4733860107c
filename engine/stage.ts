import { STAGES, type Stage } from "../protocol/outcome.ts";

const STAGE_OF_EVENT: Readonly<Record<string, Stage>> = {
  begin_checkout: "checkout",
  add_contact_info: "checkout",
  add_shipping_info: "checkout",
  add_payment_info: "payment",
  payment_failed: "payment",
};

/** The stage to which an event takes its cart; null for events that are no stage events. */
export function stageOfEvent(name: string): Stage | null {
  return Object.hasOwn(STAGE_OF_EVENT, name) ? (STAGE_OF_EVENT[name] ?? null) : null;
}

/** The higher of two stages. */
export function higherStage(a: Stage, b: Stage): Stage {
  return STAGES.indexOf(a) >= STAGES.indexOf(b) ? a : b;
}
