import type { Env } from "../../durable-objects/env.ts";
import type { EventPosition } from "../../durable-objects/metrics/questions/events.ts";
import type { QuestionAnswer, Questions } from "../../durable-objects/metrics/questions/question.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { Addressed } from "../../engine/backtest/virtual-store.ts";
import { eventOfLogged } from "../../engine/contribution/logged-event.ts";
import { compareEvents } from "../../engine/truth/event-order.ts";
import { askShards } from "../ask-shards.ts";
import { ShardCountError } from "../metrics/shard-count-error.ts";
import { NO_FILTER } from "../metrics/no-filter.ts";

/** Events of one question to a shard: a few milliseconds of its time. */
const PAGE = 1000;
/** After so many events no further shard is asked. */
const MAX_EVENTS = 20_000;

/** What happened in a store, as far as it was read. */
export interface Past {
  /** In the order of their times. */
  events: Addressed[];
  /** Of all shoppers, who are spread over the shards by a hash, this share was read: above 0, up to 1. */
  share: number;
}

/**
 * The events since a time, out of one shard after the other and page by page, so that ingest goes on in between. All of
 * a shopper's events are in one shard: a part of the shards is a fair sample of the shoppers.
 * @throws when a shard does not answer.
 */
export async function readPast(env: Pick<Env, "METRICS_SHARD">, config: StoreConfig, from: number): Promise<Past> {
  const events: Addressed[] = [];
  let read = 0;
  while (read < config.shards && events.length < MAX_EVENTS) {
    events.push(...(await readShard(env, config, { from, number: read })));
    read += 1;
  }
  return { events: events.toSorted((a, b) => compareEvents(a.event, b.event)), share: read / config.shards };
}

async function readShard(
  env: Pick<Env, "METRICS_SHARD">,
  config: StoreConfig,
  { from, number }: { from: number; number: number },
): Promise<Addressed[]> {
  const filter = { ...NO_FILTER, from };
  const found: Addressed[] = [];
  let after: EventPosition | null = null;
  for (;;) {
    const question = { name: "events" as const, ask: { filter, after, limit: PAGE } };
    const asked = await askShards(
      env,
      config,
      async (shard) => (await shard.question(config.shards, question)) as QuestionAnswer,
      [number],
    );
    const [answer] = asked.answers;
    if (answer === undefined) throw Object.assign(new Error("a shard does not answer"), { retryable: true });
    if (!answer.ok) throw new ShardCountError();
    const page = answer.answer as Questions["events"]["answer"];
    for (const { shopper, event } of page) found.push({ shopper, event: eventOfLogged(event) });
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return found;
    after = last;
  }
}
