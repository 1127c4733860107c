import type * as z from "zod/mini";
import { abandonedCartsAnswerSchema, abandonedCartsParametersSchema } from "../../protocol/abandoned-carts.ts";
import { backtestAnswerSchema, backtestParametersSchema } from "../../protocol/backtest.ts";
import { cartAnswerSchema, cartParametersSchema } from "../../protocol/cart.ts";
import {
  activeUsersAnswerSchema,
  churnAnswerSchema,
  cohortAnswerSchema,
  engagementAnswerSchema,
} from "../../protocol/engagement-answers.ts";
import { erasureSchema } from "../../protocol/erasure.ts";
import { explainAnswerSchema } from "../../protocol/explain.ts";
import {
  highestGrossingAnswerSchema,
  mostAddedAnswerSchema,
  mostViewedAnswerSchema,
} from "../../protocol/items-answer.ts";
import { outcomesAnswerSchema } from "../../protocol/live.ts";
import {
  abandonmentAnswerSchema,
  deliveryAnswerSchema,
  funnelAnswerSchema,
  statisticsAnswerSchema,
  timeseriesAnswerSchema,
  totalsAnswerSchema,
} from "../../protocol/metrics-answers.ts";
import {
  abandonmentParametersSchema,
  activeUsersParametersSchema,
  churnParametersSchema,
  cohortSchema,
  deliveryParametersSchema,
  engagementParametersSchema,
  funnelParametersSchema,
  itemsParametersSchema,
  noParametersSchema,
  timeseriesParametersSchema,
} from "../../protocol/metrics-parameters.ts";
import { nowAnswerSchema } from "../../protocol/now-answer.ts";
import {
  closeCartAnswerSchema,
  closeCartRequestSchema,
  restoreLinkAnswerSchema,
  restoreLinkRequestSchema,
} from "../../protocol/restore-link.ts";
import { shopperViewSchema } from "../../protocol/shopper-view.ts";
import { timelineAnswerSchema, timelineParametersSchema } from "../../protocol/timeline.ts";
import type { Operation } from "./operation.ts";
import { outcomesParametersSchema, shopperKindSchema } from "./schemas/requests.ts";
import { shopperExportSchema } from "./schemas/shopper-export.ts";

/** A route that only reads, with the secret key. */
function read(
  tag: Operation["tag"],
  path: string,
  query: z.ZodMiniType,
  [summary, answer, answerBody]: [summary: string, answer: string, answerBody: z.ZodMiniType],
): Operation {
  // A store whose number of shards was changed in the configuration says so instead of counting wrongly.
  return { method: "get", path, tag, summary, key: "secret", query, answer, answerBody, errors: ["conflict"] };
}

/** Carts and shoppers. */
const shopperOperations: Operation[] = [
  read("Carts", "/v1/carts/abandoned", abandonedCartsParametersSchema, [
    "Carts idle for a while, whether or not an alert was sent",
    "A page of carts.",
    abandonedCartsAnswerSchema,
  ]),
  {
    ...read("Carts", "/v1/carts/:id", cartParametersSchema, [
      "An open cart with every item",
      "The cart.",
      cartAnswerSchema,
    ]),
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
    answerBody: closeCartAnswerSchema,
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
    answerBody: restoreLinkAnswerSchema,
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
    answerBody: null,
  },
  {
    ...read("Carts", "/v1/outcomes", outcomesParametersSchema, [
      "The latest alerts and what became of them",
      "Outcomes, the newest first.",
      outcomesAnswerSchema,
    ]),
  },
  {
    ...read("Shoppers", "/v1/shoppers/:id", shopperKindSchema, [
      "State and timers of a shopper",
      "The shopper.",
      shopperViewSchema,
    ]),
    errors: ["not_found"],
  },
  {
    method: "delete",
    path: "/v1/shoppers/:id",
    tag: "Shoppers",
    summary: "Erases a shopper everywhere, under every id it had",
    key: "secret",
    query: shopperKindSchema,
    answer: "Done when it answers.",
    answerBody: erasureSchema,
    errors: ["not_found"],
  },
  {
    ...read("Shoppers", "/v1/shoppers/:id/timeline", timelineParametersSchema, [
      "Every event and outcome, oldest first",
      "A page of the timeline.",
      timelineAnswerSchema,
    ]),
    errors: ["not_found"],
  },
  {
    ...read("Shoppers", "/v1/shoppers/:id/export", shopperKindSchema, [
      "Everything that is held of one shopper, under every id it had",
      "State, timeline, event log, deliveries, orders.",
      shopperExportSchema,
    ]),
    errors: ["not_found"],
  },
  {
    ...read("Shoppers", "/v1/shoppers/:id/explain", shopperKindSchema, [
      "Why an alert fired, waits or will not fire, rule by rule",
      "The decision, the rules, the cart and its alerts.",
      explainAnswerSchema,
    ]),
    errors: ["not_found"],
  },
];

const itemOperations = [
  ["most_viewed_item", "The item viewed most in the last hour", mostViewedAnswerSchema] as const,
  ["top_item_added_to_cart", "The item added to carts most in the last 24 hours", mostAddedAnswerSchema] as const,
  [
    "highest_grossing_item",
    "The item with the highest sales in the last 24 hours",
    highestGrossingAnswerSchema,
  ] as const,
].map(([name, summary, answerBody]) =>
  read("Metrics", `/v1/${name}`, itemsParametersSchema, [summary, "The item, or with `limit` a list.", answerBody]),
);

/** The shop at this moment, and what other settings would have done. */
const insightOperations: Operation[] = [
  read("Carts", "/v1/now", noParametersSchema, [
    "How many are in the shop, what is in their carts, how many alarms are armed",
    "Exact counts at `as_of`.",
    nowAnswerSchema,
  ]),
  read("Carts", "/v1/backtest", backtestParametersSchema, [
    "What other cut-offs would have done with the last days",
    "Alerts, needless ones and value at stake, for the present settings and each cut-off. Nothing is sent.",
    backtestAnswerSchema,
  ]),
];

/** Everything that is read and changes nothing but a cart. */
export const readingOperations: Operation[] = [
  ...shopperOperations,
  ...insightOperations,
  ...itemOperations,
  read("Metrics", "/v1/statistics", noParametersSchema, [
    "What the event log holds, in numbers",
    "Totals and top products.",
    statisticsAnswerSchema,
  ]),
  read("Metrics", "/v1/metrics/totals", noParametersSchema, [
    "Events of ended sessions by type",
    "Totals by event type.",
    totalsAnswerSchema,
  ]),
  read("Metrics", "/v1/metrics/active_users", activeUsersParametersSchema, [
    "DAU, WAU, MAU and stickiness",
    "A row per day.",
    activeUsersAnswerSchema,
  ]),
  read("Metrics", "/v1/metrics/engagement", engagementParametersSchema, [
    "Shoppers by how often they come",
    "Distribution and tiers.",
    engagementAnswerSchema,
  ]),
  read("Metrics", "/v1/metrics/churn", churnParametersSchema, [
    "Shoppers who may not come back",
    "A page of shoppers with their profiles.",
    churnAnswerSchema,
  ]),
  {
    method: "post",
    path: "/v1/metrics/cohort",
    tag: "Metrics",
    summary: "How a list of users comes back",
    key: "secret",
    body: cohortSchema,
    answer: "Stickiness per day, tiers, average churn risk, profiles.",
    answerBody: cohortAnswerSchema,
  },
  read("Metrics", "/v1/metrics/delivery", deliveryParametersSchema, [
    "How many of the events that pages have recorded arrived, by browser",
    "Expected and received events, and the loss.",
    deliveryAnswerSchema,
  ]),
  read("Metrics", "/v1/metrics/funnel", funnelParametersSchema, [
    "From viewing to buying",
    "Users per step.",
    funnelAnswerSchema,
  ]),
  read("Metrics", "/v1/metrics/abandonment", abandonmentParametersSchema, [
    "Abandoned carts and what came of them",
    "The report; money in minor units by currency.",
    abandonmentAnswerSchema,
  ]),
  read("Metrics", "/v1/metrics/timeseries", timeseriesParametersSchema, [
    "One series over time, gaps filled",
    "Points in time.",
    timeseriesAnswerSchema,
  ]),
];
