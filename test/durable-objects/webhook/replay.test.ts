import { describe, expect, test } from "vitest";
import { eraseShopper } from "../../../durable-objects/webhook/erase-shopper.ts";
import { listDeliveries, type DeliveryQuery } from "../../../durable-objects/webhook/list-deliveries.ts";
import { BY_ID, DEAD, replay, WITHIN, type ReplaySelection } from "../../../durable-objects/webhook/replay.ts";
import type { EndpointBench } from "./with-endpoint.ts";
import { message, START, withEndpoint } from "./with-endpoint.ts";

const HOUR_MS = 60 * 60_000;
const EVERYTHING: DeliveryQuery = {
  state: null,
  type: null,
  shopper: null,
  start: null,
  end: null,
  before: null,
  limit: 100,
};

async function replayed(bench: EndpointBench, selection: ReplaySelection) {
  const result = replay(bench.storage, selection, bench.now);
  bench.deliveries.start();
  await bench.deliveries.idle();
  return result;
}

const listed = (bench: EndpointBench, query: Partial<DeliveryQuery>) =>
  listDeliveries(bench.storage.sql, { ...EVERYTHING, ...query }).map(({ id }) => id);

const filled = (check: (bench: EndpointBench) => void) =>
  withEndpoint(async (bench) => {
    bench.answer = ({ id }) => new Response(null, { status: id === "m2" ? 500 : 200 });
    bench.permit = (id) => id !== "m3";
    await bench.enqueue(message("m1", "ann"));
    bench.now += 1000;
    await bench.enqueue(message("m2", "bob"), message("m3", "ann"));
    bench.now += 1000;
    await bench.enqueue({ ...message("m4", "ann"), type: "cart.recovered" });
    check(bench);
  });

describe("replay", () => {
  test("of a delivered message sends it again, the same body under the same id", () =>
    withEndpoint(async (bench) => {
      await bench.enqueue(message("m1"));
      bench.now += HOUR_MS;
      expect(await replayed(bench, { id: "m1" })).toEqual({ ok: true, replayed: 1, more: false });
      expect(bench.seen.map(({ at, id, body }) => [at, id, body])).toEqual([
        [0, "m1", message("m1").body],
        [HOUR_MS, "m1", message("m1").body],
      ]);
      expect(bench.list()).toMatchObject([{ state: "delivered", attempts: 1, history: [{ at: START }, {}] }]);
    }));

  test("of all dead letters gives each a whole new schedule, and survives an eviction", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 500 });
      await bench.enqueue(message("m1"), message("m2"));
      await bench.runTo(25 * HOUR_MS);
      expect(bench.states()).toEqual(["m1 dead", "m2 dead"]);
      expect(await replayed(bench, { deadLetters: true })).toEqual({ ok: true, replayed: 2, more: false });
      bench.wake();
      bench.answer = () => new Response();
      await bench.runTo(26 * HOUR_MS);
      expect(bench.states()).toEqual(["m1 delivered", "m2 delivered"]);
    }));

  test("of a time takes what ended in it, whatever became of it, and keeps a shopper's order", () =>
    withEndpoint(async (bench) => {
      await bench.enqueue(message("before"));
      bench.now += 1000;
      await bench.enqueue(message("m1", "ann"), message("m2", "ann"));
      bench.now += 1000;
      await bench.enqueue(message("after"));
      const result = await replayed(bench, { start: START + 1000, end: START + 1999 });
      expect(result).toMatchObject({ replayed: 2 });
      expect(bench.seen.slice(4).map(({ id }) => id)).toEqual(["m1", "m2"]);
    }));

  test("asks again whether the outcome stands, and has nothing to send of a cancelled one", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 500 });
      await bench.enqueue(message("m1"));
      await bench.runTo(25 * HOUR_MS);
      bench.permit = () => false;
      await replayed(bench, { deadLetters: true });
      expect(bench.states()).toEqual(["m1 cancelled"]);
      expect(await replayed(bench, { id: "m1" })).toEqual({ ok: false, reason: "not_found" });
    }));

  test("of more than a thousand says that there is more", () =>
    withEndpoint(async (bench) => {
      const ids = Array.from({ length: 1001 }, (_, index) => `m${index}`);
      bench.answer = () => new Response(null, { status: 410 });
      await bench.enqueue(...ids.map((id) => message(id)));
      await bench.runTo(HOUR_MS);
      const { endpoint } = bench.storage;
      if (endpoint !== null) bench.storage.saveEndpoint({ ...endpoint, disabledReason: null });
      bench.answer = () => new Response();
      expect(await replayed(bench, { deadLetters: true })).toEqual({ ok: true, replayed: 1000, more: true });
      expect(await replayed(bench, { deadLetters: true })).toEqual({ ok: true, replayed: 1, more: false });
      expect(bench.list().filter(({ state }) => state === "delivered")).toHaveLength(1001);
    }));

  test("is refused by a disabled endpoint, and for an unknown message", () =>
    withEndpoint(async (bench) => {
      expect(await replayed(bench, { id: "m1" })).toEqual({ ok: false, reason: "not_found" });
      const { endpoint } = bench.storage;
      if (endpoint !== null) bench.storage.saveEndpoint({ ...endpoint, disabledReason: "owner" });
      expect(await replayed(bench, { deadLetters: true })).toEqual({ ok: false, reason: "disabled" });
    }));
});

test.each([
  ["all dead letters", DEAD],
  ["a time", WITHIN],
  ["one message", BY_ID],
])("what a replay of %s selects is found by an index", (_what, query) =>
  withEndpoint(async (bench) => {
    const bindings = Array.from({ length: query.split("?").length - 1 }, () => 0);
    const plan = bench.storage.sql.exec<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`, ...bindings).toArray();
    const steps = plan.map(({ detail }) => detail);
    expect(steps).toEqual([expect.stringMatching(/USING INDEX/)]);
  }),
);

describe("the delivery log", () => {
  test.each([
    ["everything, the youngest first", {}, ["m4", "m3", "m2", "m1"]],
    ["what is pending", { state: "pending" }, ["m2"]],
    ["what was delivered", { state: "delivered" }, ["m4", "m1"]],
    ["what was cancelled", { state: "cancelled" }, ["m3"]],
    ["one type", { type: "cart.recovered" }, ["m4"]],
    ["one shopper", { shopper: "ann" }, ["m4", "m3", "m1"]],
    ["from a moment on", { start: START + 1000 }, ["m4", "m3", "m2"]],
    ["up to a moment", { end: START + 1000 }, ["m3", "m2", "m1"]],
    ["the first page", { limit: 3 }, ["m4", "m3", "m2"]],
    ["the page after it", { limit: 3, before: 2 }, ["m1"]],
    ["two filters together", { shopper: "ann", state: "delivered" }, ["m4", "m1"]],
  ] as const)("lists %s", (_what, query, ids) => filled((bench) => expect(listed(bench, query)).toEqual(ids)));

  test("forgets a shopper who is erased, waiting messages included, and nobody else", () =>
    filled((bench) => {
      eraseShopper(bench.storage, "u:ann");
      expect(listed(bench, {})).toEqual(["m2"]);
      eraseShopper(bench.storage, "u:bob");
      bench.wake();
      expect(listed(bench, {})).toEqual([]);
      expect(bench.storage.queue.size).toBe(0);
    }));

  test("keeps the answer to every attempt, the last and good one too", () =>
    withEndpoint(async (bench) => {
      bench.answer = ({ at }) => new Response(`${"sorry ".repeat(300)}${at}`, { status: at < 5000 ? 500 : 202 });
      await bench.enqueue(message("m1"));
      await bench.runTo(6_000);
      const kept = "sorry ".repeat(300).slice(0, 1024);
      expect(bench.list()[0]?.history.map(({ status, response }) => [status, response])).toEqual([
        [500, kept],
        [202, kept],
      ]);
    }));
});
