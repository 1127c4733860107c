import type { ShopperLogged } from "../../durable-objects/metrics/event-codec.ts";
import { type EventsQuestion, compareLogged } from "../../durable-objects/metrics/questions/events.ts";
import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { type MetricAnswers, askQuestion } from "./ask-questions.ts";

/** So many more than its part of the page each shard is asked for at first. */
const SPARE = 8;

/**
 * The first `limit` events of all shards, in order. Most shards hold about their part of a page, so each is asked for
 * twice as much; where that may not have been enough, all are asked for everything.
 */
export async function firstEvents(
  env: Pick<Env, "METRICS_SHARD">,
  config: Pick<StoreConfig, "store" | "shards">,
  question: EventsQuestion,
): Promise<{ first: ShopperLogged[]; partial: MetricAnswers<never>["partial"] }> {
  const part = Math.ceil((2 * question.limit) / config.shards) + SPARE;
  const some = await askQuestion(env, config, "events", { ...question, limit: Math.min(part, question.limit) });
  const first = firstOf(some.answers, question.limit);
  const last = first.at(-1);
  const mayHaveMore = some.answers.some((own) => {
    const end = own.at(-1);
    if (part >= question.limit || own.length < part || end === undefined || last === undefined) return false;
    return first.length < question.limit || compareLogged(end, last) < 0;
  });
  if (!mayHaveMore) return { first, partial: some.partial };
  const all = await askQuestion(env, config, "events", question);
  return { first: firstOf(all.answers, question.limit), partial: { ...some.partial, ...all.partial } };
}

function firstOf(answers: readonly (readonly ShopperLogged[])[], limit: number): ShopperLogged[] {
  return answers.flat().toSorted(compareLogged).slice(0, limit);
}
