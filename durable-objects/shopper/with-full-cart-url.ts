import type { Outcome } from "../../engine/ledger/ledger.ts";
import type { Env } from "../env.ts";
import { publicOrigin } from "../public-origin.ts";

/**
 * An alert whose items were cut, with the address at which the whole cart can be read (`GET /v1/carts/:id`). Other
 * outcomes name none: their cart is over, or was told before.
 */
export function withFullCartUrl(outcome: Outcome, publicUrl: Env["PUBLIC_URL"]): Outcome {
  const { type, data } = outcome;
  const origin = publicOrigin(publicUrl);
  // What a shopper only looked at is no cart that could be read.
  const isLinked = type === "cart.abandoned" && data.truncated && data.stage !== "browse" && origin !== null;
  return { ...outcome, data: { ...data, full_cart_url: isLinked ? `${origin}/v1/carts/${data.cart_id}` : null } };
}
