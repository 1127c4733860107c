import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { forgetStoreConfig } from "../../../durable-objects/store/cached-store-config.ts";
import { callAsOwner, postBatch } from "../call.ts";

interface Totals {
  sessions: number;
  totals: Record<string, number>;
}

const MINUTE_MS = 60_000;
const SHARDS = 16;

function like(userId: string, sessionId: string, minutesAgo: number) {
  const timestamp = new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();
  return {
    type: "track",
    event: "like",
    messageId: `${userId}-${sessionId}-${minutesAgo}`,
    userId,
    sessionId,
    timestamp,
  };
}

async function totals(): Promise<Totals> {
  const response = await callAsOwner("/v1/metrics/totals");
  const { sessions, totals: byType } = await response.json<Totals>();
  return { sessions, totals: byType };
}

async function use(settings: object): Promise<void> {
  const response = await callAsOwner("/v1/settings", { method: "PATCH", body: settings });
  expect(response.status).toBe(200);
  forgetStoreConfig("dev");
}

test("an internal user's session drops what others did in it, also when it is known last and after a restart", async () => {
  await use({ internal_users: ["boss*"], mixed_session_policy: "drop_session" });
  await postBatch(like("1", "shared", 120), like("2", "shared", 110), like("2", "own", 300));
  await expect.poll(totals, { timeout: 20_000 }).toEqual({ sessions: 3, totals: { like: 3 } });
  for (let shard = 0; shard < SHARDS; shard += 1) {
    await evictDurableObject(env.METRICS_SHARD.getByName(`dev/shard/${shard}`));
  }
  await postBatch(like("boss", "shared", 115));
  await expect.poll(totals, { timeout: 20_000 }).toEqual({ sessions: 1, totals: { like: 1 } });
  // The other policy holds from a shopper's next event on.
  await use({ mixed_session_policy: "drop_user_events" });
  await postBatch(like("1", "shared", 119));
  await postBatch(like("2", "shared", 109));
  await expect.poll(totals, { timeout: 20_000 }).toEqual({ sessions: 3, totals: { like: 5 } });
});
