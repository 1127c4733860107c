import type { ShopperKey } from "../../../engine/event.ts";
import type { LiveOutcome } from "../../../protocol/live.ts";
import type { FunnelQuestion } from "../../../engine/metrics/funnel-reach.ts";
import type { OpenCarts } from "../../../engine/metrics/open-carts.ts";
import type { Ranked } from "../../../engine/metrics/rank-items.ts";
import type { ShopperLogged } from "../event-codec.ts";
import type { ShardState } from "../shard-state.ts";
import type { Wanted } from "./counted.ts";
import { aliases } from "./aliases.ts";
import { type EventsQuestion, events } from "./events.ts";
import { type ItemsCache, type ItemsQuestion, items } from "./items.ts";
import { type LogOf, type ShopperKeysAnswer, type ShopperKeysQuestion, logOf, shopperKeys } from "./log-of.ts";
import { type MembershipAnswer, type MembershipQuestion, membership } from "./membership.ts";
import { type SeriesAnswer, type SeriesQuestion, series } from "./series.ts";
import { type OpenCartsQuestion, openCarts } from "./open-carts.ts";
import { type OutcomesQuestion, outcomes } from "./outcomes.ts";
import { sessionTotals } from "./session-totals.ts";
import {
  type ChurnQuestion,
  type ChurnRow,
  type CohortMember,
  type CohortQuestion,
  churn,
  cohort,
  funnel,
} from "./shoppers.ts";
import { type ToldShopper, type ToldShoppersQuestion, toldShoppers } from "./told-shoppers.ts";
import { type ProductDetails, type TotalsAnswer, productDetails, products, totals } from "./statistics.ts";

/** Everything that a shard can be asked for the metrics, by name: what is asked, and what it answers. */
export interface Questions {
  items: { ask: ItemsQuestion; answer: Ranked[] };
  events: { ask: EventsQuestion; answer: ShopperLogged[] };
  /** Other ids of a shopper, by an id of it. */
  aliases: { ask: string; answer: string[] };
  totals: { ask: null; answer: TotalsAnswer };
  products: { ask: Wanted; answer: Ranked[] };
  productDetails: { ask: string[]; answer: ProductDetails[] };
  series: { ask: SeriesQuestion; answer: SeriesAnswer };
  membership: { ask: MembershipQuestion; answer: MembershipAnswer };
  churn: { ask: ChurnQuestion; answer: ChurnRow[] };
  cohort: { ask: CohortQuestion; answer: CohortMember[] };
  funnel: { ask: FunnelQuestion; answer: number[] };
  openCarts: { ask: OpenCartsQuestion; answer: OpenCarts };
  outcomes: { ask: OutcomesQuestion; answer: LiveOutcome[] };
  toldShoppers: { ask: ToldShoppersQuestion; answer: ToldShopper[] };
  shopperKeys: { ask: ShopperKeysQuestion; answer: ShopperKeysAnswer };
  logOf: { ask: ShopperKey; answer: LogOf };
  sessionTotals: { ask: number; answer: [type: string, count: number][] };
}

/** The name of a question. */
export type QuestionName = keyof Questions;

/** One question. */
export type Question = { [Name in QuestionName]: { name: Name; ask: Questions[Name]["ask"] } }[QuestionName];

/** What a shard answers: or the refusal of a shard of a store with another shard count. */
export type QuestionAnswer =
  | { ok: true; answer: Questions[QuestionName]["answer"] }
  | { ok: false; reason: "shard_count" };

/** Answers a question from what the shard knows. Reading changes nothing. */
export function answerQuestion(
  state: ShardState,
  cache: ItemsCache,
  question: Question,
): Questions[QuestionName]["answer"] {
  switch (question.name) {
    case "items":
      return items(state, cache, question.ask);
    case "events":
      return events(state, question.ask);
    case "aliases":
      return aliases(state, question.ask);
    case "totals":
      return totals(state);
    case "products":
      return products(state, cache, question.ask);
    case "productDetails":
      return productDetails(state, question.ask);
    case "series":
      return series(state, question.ask);
    case "membership":
      return membership(state, question.ask);
    case "churn":
      return churn(state, question.ask);
    case "cohort":
      return cohort(state, question.ask);
    case "funnel":
      return funnel(state, question.ask);
    case "openCarts":
      return openCarts(state, question.ask);
    case "outcomes":
      return outcomes(state, question.ask);
    case "shopperKeys":
      return shopperKeys(state, question.ask);
    case "logOf":
      return logOf(state, question.ask);
    case "toldShoppers":
      return toldShoppers(state, question.ask);
    default:
      return sessionTotals(state, question.ask);
  }
}
