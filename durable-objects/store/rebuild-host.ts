import type { LoggedEvent } from "../../engine/contribution/logged-event.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { shardOf } from "../../engine/shard-of.ts";
import type { Env } from "../env.ts";
import type { Question, QuestionAnswer, QuestionName, Questions } from "../metrics/questions/question.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { RebuildJobHost } from "./rebuild-job.ts";
import type { StoreConfig } from "./store-config.ts";

const DAY_MS = 86_400_000;
/** More events than these are no person's, and too many for one call. */
const MOST_EVENTS = 20_000;

/** How a rebuilding job reaches the shoppers and shards of its store. */
export function rebuildHost(
  env: Pick<Env, "SHOPPER" | "METRICS_SHARD">,
  sql: SqlStorage,
  configAt: (now: number) => StoreConfig,
): RebuildJobHost {
  const config = () => configAt(Date.now());
  const retentionMs = () => config().settings.retention_days.events * DAY_MS;
  const shardAt = (number: number) => {
    storageCounters.addRequest("MetricsShard");
    return env.METRICS_SHARD.getByName(`${config().store}/shard/${number}`);
  };
  const ask = async <Name extends QuestionName>(
    shard: number,
    name: Name,
    what: Questions[Name]["ask"],
  ): Promise<Questions[Name]["answer"]> => {
    const answered = (await shardAt(shard).question(config().shards, {
      name,
      ask: what,
    } as Question)) as QuestionAnswer;
    if (!answered.ok) throw new Error("the store has another number of shards");
    return answered.answer;
  };
  const logOf = (key: ShopperKey) => ask(shardOf(key, config().shards), "logOf", key);
  return {
    sql,
    now: () => Date.now(),
    shards: () => config().shards,
    logFrom: () => Date.now() - retentionMs(),
    shoppersOf: (shard, after, limit) => ask(shard, "shopperKeys", { after, limit }),
    recount: async (shard) => {
      const keepSessions = config().settings.mixed_session_policy === "drop_session";
      await shardAt(shard).recount({ now: Date.now(), retentionMs: retentionMs(), keepSessions });
    },
    rebuild: async (shopper, logFrom) => {
      const { settings, salt, shards, endpoints, store } = config();
      const own = await logOf(shopper);
      const others = await Promise.all(own.otherIds.flatMap((id) => [logOf(`u:${id}`), logOf(`a:${id}`)]));
      const logged: LoggedEvent[] = [own, ...others].flatMap(({ events }) => events);
      // An id that is somebody's again: the log does not tell whose its events are.
      const complete = others.every(({ known }) => !known) && logged.length <= MOST_EVENTS;
      const share = { of: shopper, logged: complete ? logged : [], complete, facts: own.facts, logFrom };
      storageCounters.addRequest("Shopper");
      const { results } = await env.SHOPPER.getByName(`${store}/${shopper}`).ingest({
        store,
        shopper,
        events: [],
        config: { settings, salt, shards, endpoints },
        rebuild: share,
      });
      return results[0] === "accepted";
    },
  };
}
