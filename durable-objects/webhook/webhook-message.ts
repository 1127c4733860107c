import type { ShopperKey } from "../../engine/event.ts";
import type { OutcomeType } from "../../protocol/outcome.ts";

/** One outcome on its way to one endpoint. */
export interface WebhookMessage {
  /** The outcome's id, constant over retries: the `webhook-id`. */
  id: string;
  type: OutcomeType;
  /** Whose outcome it is: deliveries keep their order within one shopper. */
  shopper: ShopperKey;
  /** The body as it is signed and sent: an `OutcomePayload` as JSON. */
  body: string;
}
