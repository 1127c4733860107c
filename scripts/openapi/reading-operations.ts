import * as z from "zod/mini";
import { abandonedCartsParametersSchema } from "../../protocol/abandoned-carts.ts";
import { cartParametersSchema } from "../../protocol/cart.ts";
import {
  abandonmentParametersSchema,
  activeUsersParametersSchema,
  churnParametersSchema,
  cohortSchema,
  engagementParametersSchema,
  funnelParametersSchema,
  itemsParametersSchema,
  noParametersSchema,
  timeseriesParametersSchema,
} from "../../protocol/metrics-parameters.ts";
import { closeCartRequestSchema, restoreLinkRequestSchema } from "../../protocol/restore-link.ts";
import { timelineParametersSchema } from "../../protocol/timeline.ts";
import type { Operation } from "./operation.ts";

const kind = z.object({ kind: z.optional(z.enum(["user", "anonymous"])) });

/** A route that only reads, with the secret key. */
function read(
  tag: Operation["tag"],
  path: string,
  query: z.ZodMiniType,
  [summary, answer]: [summary: string, answer: string],
): Operation {
  return { method: "get", path, tag, summary, key: "secret", query, answer };
}

/** Carts and shoppers. */
const shopperOperations: Operation[] = [
  read("Carts", "/v1/carts/abandoned", abandonedCartsParametersSchema, [
    "Carts idle for a while, whether or not an alert was sent",
    "A page of carts.",
  ]),
  {
    ...read("Carts", "/v1/carts/:id", cartParametersSchema, ["An open cart with every item", "The cart."]),
    errors: ["not_found"],
  },
  {
    method: "post",
    path: "/v1/carts/:id/close",
    tag: "Carts",
    summary: "Closes or mutes a cart: an order by phone, a shop assistant who takes over",
    key: "secret",
    body: closeCartRequestSchema,
    answer: "What became of the cart.",
    errors: ["not_found"],
  },
  {
    method: "post",
    path: "/v1/carts/:id/restore-link",
    tag: "Carts",
    summary: "Makes a link that brings the shopper back to the cart",
    key: "secret",
    body: restoreLinkRequestSchema,
    answer: "The link and its end.",
    errors: ["not_found", "conflict"],
  },
  {
    method: "get",
    path: "/r/:token",
    tag: "Carts",
    summary: "Follows a link that leads back to a cart",
    key: "none",
    status: 302,
    answer: "Redirects to the store's return URL; a page in words when the link no longer works.",
  },
  {
    ...read("Carts", "/v1/outcomes", z.object({ limit: z.optional(z.string()) }), [
      "The latest alerts and what became of them",
      "Outcomes, the newest first.",
    ]),
  },
  {
    ...read("Shoppers", "/v1/shoppers/:id", kind, ["State and timers of a shopper", "The shopper."]),
    errors: ["not_found"],
  },
  {
    method: "delete",
    path: "/v1/shoppers/:id",
    tag: "Shoppers",
    summary: "Erases a shopper everywhere, under every id it had",
    key: "secret",
    query: kind,
    answer: "Done when it answers.",
    errors: ["not_found"],
  },
  {
    ...read("Shoppers", "/v1/shoppers/:id/timeline", timelineParametersSchema, [
      "Every event and outcome, oldest first",
      "A page of the timeline.",
    ]),
    errors: ["not_found"],
  },
  {
    ...read("Shoppers", "/v1/shoppers/:id/explain", kind, [
      "Why an alert fired, waits or will not fire, rule by rule",
      "The decision, the rules, the cart and its alerts.",
    ]),
    errors: ["not_found"],
  },
];

const itemOperations = [
  ["most_viewed_item", "The item viewed most in the last hour"],
  ["top_item_added_to_cart", "The item added to carts most in the last 24 hours"],
  ["highest_grossing_item", "The item with the highest sales in the last 24 hours"],
].map(([name, summary]) =>
  read("Metrics", `/v1/${name}`, itemsParametersSchema, [summary ?? "", "The item, or with `limit` a list."]),
);

/** Everything that is read and changes nothing but a cart. */
export const readingOperations: Operation[] = [
  ...shopperOperations,
  ...itemOperations,
  read("Metrics", "/v1/statistics", noParametersSchema, [
    "What the event log holds, in numbers",
    "Totals and top products.",
  ]),
  read("Metrics", "/v1/metrics/totals", noParametersSchema, [
    "Events of ended sessions by type",
    "Totals by event type.",
  ]),
  read("Metrics", "/v1/metrics/active_users", activeUsersParametersSchema, [
    "DAU, WAU, MAU and stickiness",
    "A row per day.",
  ]),
  read("Metrics", "/v1/metrics/engagement", engagementParametersSchema, [
    "Shoppers by how often they come",
    "Distribution and tiers.",
  ]),
  read("Metrics", "/v1/metrics/churn", churnParametersSchema, [
    "Shoppers who may not come back",
    "A page of shoppers with their profiles.",
  ]),
  {
    method: "post",
    path: "/v1/metrics/cohort",
    tag: "Metrics",
    summary: "How a list of users comes back",
    key: "secret",
    body: cohortSchema,
    answer: "Stickiness per day, tiers, average churn risk, profiles.",
  },
  read("Metrics", "/v1/metrics/funnel", funnelParametersSchema, ["From viewing to buying", "Users per step."]),
  read("Metrics", "/v1/metrics/abandonment", abandonmentParametersSchema, [
    "Abandoned carts and what came of them",
    "The report; money in minor units by currency.",
  ]),
  read("Metrics", "/v1/metrics/timeseries", timeseriesParametersSchema, [
    "One series over time, gaps filled",
    "Points in time.",
  ]),
];
