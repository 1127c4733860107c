import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { shardOf } from "../../../engine/shard-of.ts";
import { add } from "../../support/shopper-events.ts";

// Found by `npm run torture -- --seed 1`: the runtime was killed when the user had the guest's past already and the
// guest's object had not been told yet.

const STORE = "dev";
const GUEST: ShopperKey = "a:torn";
const USER: ShopperKey = "u:torn-user";
const at = (shopper: ShopperKey) => env.SHOPPER.getByName(`${STORE}/${shopper}`);

async function ingest(shopper: ShopperKey, event: ShopperEvent): Promise<void> {
  const config = await env.STORE.getByName(STORE).config(Date.now());
  await at(shopper).ingest({ store: STORE, shopper, events: [event], config });
}

async function isListed(shopper: ShopperKey): Promise<boolean> {
  const { shards } = await env.STORE.getByName(STORE).config(Date.now());
  return (await env.METRICS_SHARD.getByName(`${STORE}/shard/${shardOf(shopper, shards)}`).shoppers()).includes(shopper);
}

const stored = (shopper: ShopperKey) =>
  runInDurableObject(
    at(shopper),
    (_, { storage }) => storage.sql.exec<{ body: string }>("SELECT body FROM part WHERE id = 0").one().body,
  );

test("a guest whose user was killed before saying thanks forgets its past and leaves the directory all the same", async () => {
  const now = { at: Date.now(), receivedAt: Date.now() };
  await ingest(GUEST, add("a", 0, { ...now, userId: null, anonymousId: "torn" }));
  await expect.poll(() => isListed(GUEST), { timeout: 10_000 }).toBe(true);
  await ingest(USER, add("b", 0, { ...now, userId: "torn-user", anonymousId: null }));

  // What the two had stored at the moment of the kill.
  await at(GUEST).release({ store: STORE, shopper: GUEST, to: USER });
  await runInDurableObject(at(USER), (_, { storage }) => {
    storage.sql.exec(`UPDATE part SET body = json_set(body, '$.bindings."${GUEST}"', 'merged') WHERE id = 0`);
  });
  await evictDurableObject(at(USER));
  await evictDurableObject(at(GUEST));

  expect(await runDurableObjectAlarm(at(GUEST))).toBe(true);
  await expect.poll(() => isListed(GUEST), { timeout: 10_000 }).toBe(false);
  expect(JSON.parse(await stored(GUEST))).toMatchObject({ movedTo: USER, handedOver: true, events: [] });
});

test("a guest whose user has not taken the past over yet keeps it", async () => {
  const [guest, user]: ShopperKey[] = ["a:early", "u:early-user"];
  if (guest === undefined || user === undefined) throw new Error("no keys");
  const now = { at: Date.now(), receivedAt: Date.now() };
  await ingest(guest, add("a", 0, { ...now, userId: null, anonymousId: "early" }));
  await at(guest).release({ store: STORE, shopper: guest, to: user });
  await evictDurableObject(at(guest));
  expect(await runDurableObjectAlarm(at(guest))).toBe(true);
  const state = JSON.parse(await stored(guest)) as { handedOver: boolean; events: unknown[] };
  expect(state.handedOver).toBe(false);
  expect(state.events).toHaveLength(1);
});
