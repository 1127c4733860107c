import { postBatch, type IngestTarget } from "../../cli/collector/post-batch.ts";
import type { ShopperScript } from "./shopper-script.ts";
import type { ShopperStep } from "./shopper-step.ts";

const USER_AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** One event of a simulated shopper, where it stands in the run, and the shop it happens in. */
export interface StepToSend {
  shopper: ShopperScript;
  step: ShopperStep;
  /** Makes the message id; a number used once. */
  number: number;
  storefrontUrl: string;
}

/** Sends one event the way the SDK does. Throws CommandError when the collector does not accept it. */
export async function sendStep(
  target: IngestTarget,
  { shopper, step, number, storefrontUrl }: StepToSend,
): Promise<void> {
  const message = {
    messageId: `demo-${String(number).padStart(8, "0")}`,
    type: "track",
    event: step.event,
    timestamp: new Date().toISOString(),
    anonymousId: shopper.anonymousId,
    sessionId: `session-${shopper.anonymousId}`,
    context: { userAgent: USER_AGENT, locale: "en-US", page: { url: `${storefrontUrl}${step.path}` } },
    properties: { cart_token: `cart-${shopper.anonymousId}`, ...step.properties },
  };
  const { rejected } = await postBatch(target, [message]);
  const first = rejected[0];
  if (first !== undefined) throw new Error(`The collector rejected ${step.event}: ${first.code} (${first.message})`);
}
