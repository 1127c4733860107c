import type { Item, ShopperEvent, Trust } from "../event.ts";

/** What an item of a logged event tells beyond its numbers; what was not stated is absent. */
export interface LoggedItemDetails {
  variant?: string;
  url?: string;
  imageUrl?: string;
}

/** An item of a logged event: [id, quantity, unit price in minor units, currency, name, details]. */
export type LoggedItem = [
  id: string,
  quantity: number | null,
  priceMinor: number | null,
  currency: string,
  name: string | null,
  details?: LoggedItemDetails,
];

/** What few events state; absent where it was not. */
interface SeldomStated {
  verified?: true;
  /** It carried a list of items without any. */
  emptyList?: true;
  botAgent?: true;
  automated?: true;
  internal?: true;
  cartToken?: string;
  coupon?: string;
  locale?: string;
  /** Only those that are passed on in alerts (`payload_traits` when it was received). */
  traits?: Record<string, unknown>;
  /** Hash of a restore link's token. */
  restoreToken?: string;
}

/**
 * An accepted event as the log keeps it: all that state is made of, so that a shopper can be made anew from the log or
 * from an export of it. Times are epoch milliseconds.
 */
export interface LoggedEvent extends SeldomStated {
  /** The message id. */
  id: string;
  name: string;
  at: number;
  receivedAt: number;
  trust: Trust;
  sessionId: string | null;
  userId: string | null;
  anonymousId: string | null;
  source: string | null;
  device: string | null;
  items: LoggedItem[];
  valueMinor: number | null;
  currency: string;
  orderId: string | null;
}

/** What the log keeps of an event; `slim` is the same as it is folded, which knows traits and people of the store. */
export function loggedEvent(event: ShopperEvent, slim: Pick<ShopperEvent, "traits" | "internal"> = event): LoggedEvent {
  return {
    id: event.id,
    name: event.name,
    at: event.at,
    receivedAt: event.receivedAt,
    trust: event.trust,
    sessionId: event.sessionId,
    userId: event.userId,
    anonymousId: event.anonymousId,
    source: event.source ?? null,
    device: event.device ?? null,
    items: (event.items ?? []).map(loggedItem),
    valueMinor: event.valueMinor,
    currency: event.currency,
    orderId: event.transactionId,
    ...seldomStated(event, slim),
  };
}

/** The event that a logged one was. */
export function eventOfLogged(logged: LoggedEvent): ShopperEvent {
  const { orderId, items, emptyList, source, device, cartToken, coupon, locale, traits, verified, ...rest } = logged;
  return {
    ...rest,
    verified: verified === true,
    items: items.length > 0 || emptyList === true ? items.map(itemOfLogged) : null,
    transactionId: orderId,
    cartToken: cartToken ?? null,
    coupon: coupon ?? null,
    locale: locale ?? null,
    traits: traits ?? null,
    ...(source === null ? {} : { source }),
    ...(device === null ? {} : { device }),
  };
}

function seldomStated(event: ShopperEvent, slim: Pick<ShopperEvent, "traits" | "internal">): SeldomStated {
  const stated: SeldomStated = {};
  if (event.verified) stated.verified = true;
  if (event.items?.length === 0) stated.emptyList = true;
  if (event.botAgent) stated.botAgent = true;
  if (event.automated) stated.automated = true;
  if (slim.internal) stated.internal = true;
  if (event.cartToken !== null) stated.cartToken = event.cartToken;
  if (event.coupon !== null) stated.coupon = event.coupon;
  if (event.locale !== null) stated.locale = event.locale;
  if (slim.traits !== null) stated.traits = slim.traits;
  if (event.restoreToken !== undefined) stated.restoreToken = event.restoreToken;
  return stated;
}

function loggedItem({ id, quantity, priceMinor, currency, name, variant, url, imageUrl }: Item): LoggedItem {
  if (variant === null && url === null && imageUrl === null) return [id, quantity, priceMinor, currency, name];
  const details: LoggedItemDetails = {};
  if (variant !== null) details.variant = variant;
  if (url !== null) details.url = url;
  if (imageUrl !== null) details.imageUrl = imageUrl;
  return [id, quantity, priceMinor, currency, name, details];
}

function itemOfLogged([id, quantity, priceMinor, currency, name, details = {}]: LoggedItem): Item {
  const { variant = null, url = null, imageUrl = null } = details;
  return { id, variant, name, priceMinor, currency, quantity, url, imageUrl };
}
