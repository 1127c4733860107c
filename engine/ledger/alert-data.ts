import { MAX_PAYLOAD_BYTES, type OutcomeData } from "../../protocol/outcome.ts";
import type { Cart } from "../cart/cart.ts";
import { cartValue } from "../cart/cart-value.ts";
import type { Line } from "../cart/line.ts";
import type { Rules } from "../rules.ts";
import { bareId } from "../shopper-key.ts";
import type { Profile } from "../truth/truth.ts";
import type { DecisionInput } from "./decision-input.ts";
import type { Alert } from "./ledger.ts";

/** Room for the envelope, and for what sequels add to an alert's data. */
const ENVELOPE_BYTES = 1024;

/** What an alert says: the whole cart as it stands. Items are cut from the end where the payload would be too large. */
export function alertData(
  input: DecisionInput,
  cart: Cart,
  cartId: string,
  alert: Omit<Alert, "data" | "id" | "status" | "addressed" | "attempted" | "beganBy">,
): OutcomeData {
  const { profile } = input.truth;
  const { rules } = input.context;
  const value = cartValue(cart);
  const data: OutcomeData = {
    cart_id: cartId,
    episode: alert.episode,
    step: alert.step,
    stage: alert.stage,
    shopper: bareId(input.shopper),
    user_id: profile.userId,
    anonymous_id: profile.anonymousId,
    identity_verified: isVerified(profile, cart),
    traits: profile.traits,
    session_id: cart.sessionId,
    cart_token: cart.token,
    deadline: iso(alert.dueAt),
    fired_at: iso(alert.firedAt),
    late: alert.late,
    last_activity: iso(alert.lastActivityAt),
    currency: value.currency,
    value_minor: value.valueMinor,
    other_values: value.others.map((other) => ({ currency: other.currency, value_minor: other.valueMinor })),
    items: itemsOf(cart, rules),
    item_count: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    truncated: false,
    full_cart_url: null,
    locale: cart.locale ?? profile.locale,
    restore_url: null,
  };
  return cut(data);
}

/** The user was proved, and nothing that was not could change this cart. */
function isVerified({ userId, verified, unprovenAt }: Profile, cart: Cart): boolean {
  return userId !== null && verified && (unprovenAt === undefined || unprovenAt < cart.openedAt);
}

/** The lines of a cart as payloads and the API show them. */
export function itemsOf({ lines }: Pick<Cart, "lines">, rules: Rules): OutcomeData["items"] {
  return lines.map((line) => itemOf(line, rules));
}

function itemOf(line: Line, rules: Rules): OutcomeData["items"][number] {
  return {
    item_id: line.id,
    item_name: line.name,
    item_variant: line.variant,
    price_minor: line.priceMinor,
    quantity: line.quantity,
    url: ownUrl(line.url, rules.storeHosts),
    image_url: ownUrl(line.imageUrl, rules.storeHosts),
  };
}

/** The write key is public, so an address is passed on only where it leads to one of the store's own hosts. */
function ownUrl(text: string | null, hosts: readonly string[]): string | null {
  if (text === null || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  return hosts.some((host) => host.toLowerCase() === url.hostname || host.toLowerCase() === url.host) ? text : null;
}

function cut(data: OutcomeData): OutcomeData {
  const room = MAX_PAYLOAD_BYTES - ENVELOPE_BYTES;
  if (bytesOf(data) <= room) return data;
  let left = room - bytesOf({ ...data, items: [], truncated: true });
  const items: OutcomeData["items"] = [];
  for (const item of data.items) {
    left -= bytesOf(item) + 1;
    if (left < 0) break;
    items.push(item);
  }
  return { ...data, items, truncated: true };
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
