/** Ids that are in the store. */
export interface KnownIds {
  shopper: string;
  session: string;
  product: string;
  /** Of whom a cohort is made. */
  users: string[];
  /** A day in the middle of what is stored. */
  day: string;
}

/** One request of a route, under the name of its row. */
export interface ReadingRoute {
  name: string;
  path: string;
  /** Present: a POST. */
  body?: string;
  /** The event log's rarest filter may take longer: it reads whatever might match. */
  rarest?: true;
}

/** Every route that reads, as shops and the dashboard ask it. */
export function readingRoutes({ shopper, session, product, users, day }: KnownIds): ReadingRoute[] {
  const id = encodeURIComponent;
  return [
    get("carts/abandoned", "carts/abandoned"),
    get("carts/abandoned, by value", "carts/abandoned?sort=value&min_value=100"),
    get("carts/abandoned, browse", "carts/abandoned?stage=browse"),
    get("shoppers/:id", `shoppers/${id(shopper)}`),
    get("shoppers/:id/timeline", `shoppers/${id(shopper)}/timeline`),
    get("shoppers/:id/explain", `shoppers/${id(shopper)}/explain`),
    get("events", "events"),
    get("events, by type and day", `events?event_type=add_to_cart&start=${day}&end=${day}`),
    get("events, by customer", `events?customer_id=${id(shopper)}`),
    get("events, by session", `events?session_id=${id(session)}`),
    get("events, by product", `events?product_id=${id(product)}`),
    { ...get("events, rarest filter", `events?product_id=${id(product)}&event_type=payment_failed`), rarest: true },
    get("statistics", "statistics"),
    get("most_viewed_item", "most_viewed_item"),
    get("most_viewed_item, 7 days", "most_viewed_item?window=7d&limit=100"),
    get("top_item_added_to_cart", "top_item_added_to_cart"),
    get("highest_grossing_item", "highest_grossing_item?currency=VND"),
    get("metrics/totals", "metrics/totals"),
    get("metrics/active_users, 60 days", "metrics/active_users?days=60"),
    get("metrics/engagement", `metrics/engagement?date=${day}`),
    get("metrics/churn", "metrics/churn"),
    { name: "metrics/cohort", path: "/v1/metrics/cohort", body: JSON.stringify({ users, start: day, days: 7 }) },
    get("metrics/funnel", "metrics/funnel"),
    get("metrics/funnel, ordered", "metrics/funnel?mode=ordered&window=7d"),
    get("metrics/abandonment", "metrics/abandonment"),
    get("metrics/timeseries, minutes", "metrics/timeseries?metric=events&interval=minute"),
    get("metrics/timeseries, hours", "metrics/timeseries?metric=events&interval=hour"),
    get("metrics/timeseries, days", "metrics/timeseries?metric=revenue&interval=day"),
    get("outcomes", "outcomes"),
  ];
}

function get(name: string, path: string): ReadingRoute {
  return { name, path: `/v1/${path}` };
}
