import type { Outcome } from "../../engine/ledger/ledger.ts";
import { readReturnUrl } from "../../engine/restore/return-address.ts";
import { RESTORE_LINK_HOURS } from "../../protocol/restore-link.ts";
import type { Env } from "../env.ts";
import type { ShopperState } from "../shopper/shopper-state.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { issueLink } from "./issue-link.ts";
import { restoreUrl } from "./restore-url.ts";

const HOUR_MS = 3_600_000;

/**
 * An alert that is to be told, with a new link back to its cart, where the store has a return URL and the service knows
 * where shoppers reach it. The link is in what is sent, not in the
 * ledger, so that the token is kept nowhere. Every other outcome is as it was.
 */
export function withRestoreUrl(
  state: Pick<ShopperState, "store" | "shopper" | "ledger">,
  outcome: Outcome,
  { settings, salt }: Pick<ShopperConfig, "settings" | "salt">,
  publicUrl: Env["PUBLIC_URL"],
): Outcome {
  const { type, at, alertId, data, endpoints } = outcome;
  if (type !== "cart.abandoned" || endpoints.length === 0 || data.stage === "browse") return outcome;
  if (restoreUrl(publicUrl, "") === null || readReturnUrl(settings.return_url) === null) return outcome;
  const alert = state.ledger.carts.flatMap(({ alerts }) => alerts).find(({ id }) => id === alertId);
  if (alert === undefined) return outcome;
  const expiresAt = at + RESTORE_LINK_HOURS * HOUR_MS;
  const { beganBy } = alert;
  const token = issueLink(state, salt, { cartId: data.cart_id, beganBy, createdAt: at, expiresAt });
  return { ...outcome, data: { ...data, restore_url: restoreUrl(publicUrl, token) } };
}
