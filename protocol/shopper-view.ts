import type { OutcomeData, Stage } from "./outcome.ts";

/** The open cart of a shopper. Money in minor units of its currency. */
export interface CartView {
  cart_id: string;
  stage: Stage;
  opened_at: string;
  last_activity: string;
  /** All of them, however many. */
  items: OutcomeData["items"];
  item_count: number;
  value_minor: number;
  currency: string;
  other_values: { currency: string; value_minor: number }[];
  episode: number;
}

/** One alert that was decided for a shopper, and what became of it. */
export interface AlertView {
  id: string;
  cart_id: string;
  episode: number;
  step: number;
  stage: Stage;
  deadline: string;
  fired_at: string;
  late: boolean;
  status: "standing" | "recovered" | "retracted" | "superseded" | "cancelled";
}

/** What GET /v1/shoppers/:id answers: state and timers. Times are RFC 3339. */
export interface ShopperView {
  shopper: string;
  user_id: string | null;
  anonymous_id: string | null;
  session_id: string | null;
  last_activity: string | null;
  /** Null when there is no open cart. */
  cart: CartView | null;
  /** The next deadline of the cart; null when nothing is due. */
  next_deadline: string | null;
  /** When the object's alarm is armed; null when it is not. */
  alarm_at: string | null;
  alerts: AlertView[];
  /** Outcomes that have not yet been handed to every endpoint. */
  outbox: number;
  as_of: string;
}
