import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { ShardStore } from "../../../durable-objects/metrics/shard-store.ts";
import { evaluate } from "../../../durable-objects/shopper/evaluate.ts";
import { acknowledge } from "../../../durable-objects/shopper/pending-delta.ts";
import { type Shipment, shipmentOf } from "../../../durable-objects/shopper/ship-delta.ts";
import { SHOPPER_MIGRATIONS } from "../../../durable-objects/shopper/shopper-migrations.ts";
import type { ShopperState } from "../../../durable-objects/shopper/shopper-state.ts";
import { newState } from "../../../durable-objects/shopper/new-state.ts";
import { StateStore } from "../../../durable-objects/shopper/state-store.ts";
import { takeEvents } from "../../../durable-objects/shopper/take-events.ts";
import { storageCounters } from "../../../durable-objects/storage/storage-counters.ts";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import { shardOf } from "../../../engine/shard-of.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";
import { add, event, item } from "../../support/shopper-events.ts";

const SHARDS = 16;
const config: ShopperConfig = { settings: DEFAULT_SETTINGS, salt: "salt", shards: SHARDS, endpoints: [] };
let runs = 0;

/**
 * A shopper and its shard, both with real storage, and a network between them that loses, repeats and delays whatever it
 * is given. Killing either leaves what it had stored.
 */
class World {
  readonly #storage: DurableObjectStorage;
  readonly #parts: StateStore;
  #shopper: ShopperState;
  #shard: ShardStore;
  readonly #underway: Shipment[] = [];
  #received = 0;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    for (const table of ["log", "page", "shard", "cell", "segment"]) storage.sql.exec(`DELETE FROM ${table}`);
    storage.sql.exec("DROP TABLE IF EXISTS part");
    for (const step of SHOPPER_MIGRATIONS) storage.sql.exec(step);
    this.#parts = new StateStore(storage.sql);
    runs += 1;
    this.#shopper = newState("store", "u:1", `incarnation-${runs}`);
    this.#shard = new ShardStore(storage, storage.sql);
  }

  receive(): void {
    const minute = this.#received;
    this.#received += 1;
    const events = [
      add("a", minute),
      event("view_item", minute, { items: [item("b")] }),
      event("like", minute - 3, { sessionId: `visit-${Math.floor(minute / 3)}` }),
    ];
    const now = Math.max(...events.map(({ receivedAt }) => receivedAt));
    const { changedFrom } = takeEvents(this.#shopper, events, config, now);
    evaluate(this.#shopper, config, now);
    this.#parts.save(this.#shopper, changedFrom);
  }

  send(): void {
    const shipment = shipmentOf(this.#shopper, SHARDS);
    if (shipment === null) return;
    this.#shopper.sentSequence = Math.max(this.#shopper.sentSequence, shipment.deltas.at(-1)?.sequence ?? 0);
    this.#underway.push(structuredClone(shipment));
  }

  /** Something that is under way arrives, perhaps not for the last time; its answer arrives, or does not. */
  arrive(which: number, { again, answered }: { again: boolean; answered: boolean }): void {
    const at = which % Math.max(1, this.#underway.length);
    const shipment = this.#underway[at];
    const [first] = shipment?.deltas ?? [];
    if (shipment === undefined || first === undefined) return;
    if (!again) this.#underway.splice(at, 1);
    this.#shard.commit(
      shipment.deltas.map((delta) => ({ delta })),
      0,
    );
    if (answered) acknowledge(this.#shopper, first.incarnation, this.#shard.applied(first));
  }

  killShopper(): void {
    this.#shopper = this.#parts.load() ?? newState("store", "u:1", `incarnation-${runs}`);
  }

  killShard(): void {
    this.#shard = new ShardStore(this.#storage, this.#storage.sql);
  }

  checkpoint(): void {
    this.#shard.eraseEvents("u:nobody", [], 0);
  }

  /** Everything that the shard counts, when all has arrived at last. */
  settled(): Record<string, number | undefined> {
    for (let round = 0; this.#shopper.pending.length > 0; round += 1) {
      if (round > 1000) throw new Error("shipping does not come to an end");
      this.send();
      this.arrive(this.#underway.length - 1, { again: false, answered: true });
    }
    const { cells, directory } = this.#shard.state;
    const totals = cells.read(8, 0);
    return {
      events: totals.get("events"),
      adds: totals.get("type:add_to_cart"),
      sessions: totals.get("sessions"),
      activeDays: directory.rows.get("u:1")?.days.length,
      sequence: this.#shopper.sequence - (directory.rows.get("u:1")?.sequence ?? 0),
    };
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.constant((world: World) => world.receive()) },
  { weight: 4, arbitrary: fc.constant((world: World) => world.send()) },
  {
    weight: 5,
    arbitrary: fc
      .record({ which: fc.nat(5), again: fc.boolean(), answered: fc.boolean() })
      .map((how) => (world: World) => world.arrive(how.which, how)),
  },
  { weight: 2, arbitrary: fc.constant((world: World) => world.killShopper()) },
  { weight: 1, arbitrary: fc.constant((world: World) => world.killShard()) },
  { weight: 1, arbitrary: fc.constant((world: World) => world.checkpoint()) },
);

test("whatever is lost, repeated, delayed or killed, between whichever two steps: each event counts exactly once", async () => {
  const shard = env.METRICS_SHARD.getByName("shipping-test");
  await runInDurableObject(shard, (_, { storage }) => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const [world, calm] = [new World(storage), steps.filter((one) => String(one).includes("receive")).length];
        for (const take of steps) take(world);
        const figures = world.settled();
        expect(figures).toEqual(
          calm === 0
            ? { events: undefined, adds: undefined, sessions: undefined, activeDays: undefined, sequence: 0 }
            : {
                events: 3 * calm,
                adds: calm,
                sessions: 1 + Math.ceil(calm / 3),
                activeDays: 1,
                sequence: 0,
              },
        );
      }),
      { numRuns: 300 },
    );
  });
}, 60_000);

test("a number that was sent keeps its content; one that was not takes more", () => {
  const state = newState("store", "u:1", "i");
  const take = (minute: number) => {
    const one = add("a", minute);
    takeEvents(state, [one], config, one.receivedAt);
    evaluate(state, config, one.receivedAt);
  };
  take(0);
  take(1);
  expect(state.pending.map(({ sequence, events }) => [sequence, events.length])).toEqual([[1, 2]]);
  const before = structuredClone(shipmentOf(state, SHARDS));
  state.sentSequence = 1;
  take(2);
  expect(shipmentOf(state, SHARDS)?.deltas[0]).toEqual(before?.deltas[0]);
  expect(state.pending.map(({ sequence, events }) => [sequence, events.length])).toEqual([
    [1, 2],
    [2, 1],
  ]);
  acknowledge(state, "i", 1);
  expect(state.pending.map(({ sequence }) => sequence)).toEqual([2]);
  acknowledge(state, "another", 2);
  expect(state.pending).toHaveLength(1);
});

test("many events with many items travel under several numbers, each small enough for a row", () => {
  const state = newState("store", "u:1", "i");
  const items = Array.from({ length: 100 }, (_, index) => item(`item-${index}`));
  const events = Array.from({ length: 35 }, (_, minute) => add("a", minute, { items }));
  takeEvents(state, events, config, Date.now());
  const counts = state.pending.map((delta) => delta.events.length);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(35);
  expect(Math.max(...counts)).toBeLessThanOrEqual(10);
});

test("an idle shopper comes to rest: its alarm ships what was stored as pending, and none follows", async () => {
  const shopper = "u:idle" as const;
  const object = env.SHOPPER.getByName(`dev/${shopper}`);
  const store = await env.STORE.getByName("dev").config(Date.now());
  const at = Date.now();
  const view = event("page_view", 0, { at, receivedAt: at, userId: "idle" });
  await object.ingest({ store: "dev", shopper, events: [view], config: store });
  for (const _ of ["shipped", "stored as pending"]) {
    await evictDurableObject(object);
    await runDurableObjectAlarm(object);
  }
  expect(await runInDurableObject(object, (_, { storage }) => storage.getAlarm())).toBeNull();
  const shard = env.METRICS_SHARD.getByName(`dev/shard/${shardOf(shopper, store.shards)}`);
  const totals = await shard.question(store.shards, { name: "totals", ask: null });
  expect(totals).toMatchObject({ ok: true, answer: { customers: 1 } });
});

const rows = () => storageCounters.rowsWritten().get("Shopper") ?? 0;

test("an alarm that has nothing to decide writes no row", async () => {
  const shopper = "u:vain" as const;
  const object = env.SHOPPER.getByName(`dev/${shopper}`);
  const store = await env.STORE.getByName("dev").config(Date.now());
  const at = Date.now();
  const view = event("page_view", 0, { at, receivedAt: at, userId: "vain" });
  await object.ingest({ store: "dev", shopper, events: [view], config: store });
  await evictDurableObject(object);
  const before = rows();
  await runDurableObjectAlarm(object);
  expect(rows()).toBe(before);
});

test("history leaves no alarm behind that would ring in vain, and what was shipped leaves the stored state", async () => {
  const shopper = "u:past" as const;
  const object = env.SHOPPER.getByName(`dev/${shopper}`);
  const store = await env.STORE.getByName("dev").config(Date.now());
  const at = Date.now() - 5 * 86_400_000;
  const past = event("page_view", 0, { at, receivedAt: at, userId: "past" });
  await object.ingest({ store: "dev", shopper, events: [past], config: store, imported: true });
  const alarm = () => runInDurableObject(object, (_, { storage }) => storage.getAlarm());
  await expect.poll(alarm, { timeout: 25_000 }).toBeNull();
  const pending = await runInDurableObject(object, (_, { storage }) => new StateStore(storage.sql).load()?.pending);
  expect(pending).toEqual([]);
  const shard = env.METRICS_SHARD.getByName(`dev/shard/${shardOf(shopper, store.shards)}`);
  const told = await shard.directoryEntries([shopper]);
  expect(told).toHaveLength(1);
});
