import type { Stage } from "./outcome.ts";

/** One row of GET /v1/carts/abandoned. Money in minor units of `currency`. */
export interface AbandonedCart {
  shopper: string;
  user_id: string | null;
  anonymous_id: string | null;
  session_id: string | null;
  cart_id: string | null;
  last_activity: string;
  hours_since_activity: number;
  stage: Stage;
  items: { item_id: string; item_name: string | null; quantity: number; price_minor: number | null }[];
  item_count: number;
  value_minor: number;
  currency: string;
}

/** What GET /v1/carts/abandoned answers. */
export interface AbandonedCartsAnswer {
  data: AbandonedCart[];
  next_cursor: string | null;
  as_of: string;
  /** Present when a shard did not answer: the list is then incomplete. */
  partial?: true;
}
