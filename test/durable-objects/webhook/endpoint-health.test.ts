import { describe, expect, test } from "vitest";
import { configured } from "../../../durable-objects/webhook/endpoint-state.ts";
import type { EndpointBench } from "./with-endpoint.ts";
import { message, START, withEndpoint } from "./with-endpoint.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const many = (count: number) => Array.from({ length: count }, (_, index) => message(`m${index}`));
const reasonOf = (bench: EndpointBench) => bench.storage.endpoint?.disabledReason;

describe("an endpoint that answers 410", () => {
  test("is disabled at once, the store is told, and what waits becomes dead letters", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 410 });
      await bench.enqueue(message("m1", "ann"), message("m2", "ann"));
      expect(reasonOf(bench)).toBe("gone");
      await bench.runTo(MINUTE_MS);
      expect(bench.seen).toHaveLength(1);
      expect(bench.told).toEqual(["shop we_1 gone"]);
      expect(bench.list()).toMatchObject([
        { id: "m1", state: "dead", reason: "gone", attempts: 1 },
        { id: "m2", state: "dead", reason: "endpoint_disabled", attempts: 0 },
      ]);
      // Nothing is left to do but to forget.
      expect(bench.alarmAt).toBe(Date.UTC(2026, 11, 21));
    }));

  test("is told to the store later when the store cannot be reached, also after an eviction", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 410 });
      bench.tellStore = () => Promise.reject(new Error("unreachable"));
      await bench.enqueue(message("m1"));
      await bench.runTo(MINUTE_MS);
      expect(bench.told).toEqual([]);
      bench.tellStore = () => {};
      bench.wake();
      await bench.runTo(2 * MINUTE_MS);
      expect(bench.told).toEqual(["shop we_1 gone"]);
    }));

  test("takes messages that still come in as dead letters", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 410 });
      await bench.enqueue(message("m1"));
      await bench.enqueue(message("m2"));
      expect(bench.seen).toHaveLength(1);
      expect(bench.states()).toEqual(["m1 dead", "m2 dead"]);
    }));

  test("forgets its dead letters in time, also those that came when nothing else was left", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 410 });
      await bench.enqueue(message("m1"));
      await bench.runTo(40 * DAY_MS);
      expect(bench.alarmAt).toBeNull();
      await bench.enqueue(message("m2"));
      await bench.runTo(80 * DAY_MS);
      expect(bench.states()).toEqual([]);
    }));
});

describe("an endpoint that only fails", () => {
  test("is disabled after 100 failures in a row and not before", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 500 });
      await bench.enqueue(...many(150));
      await bench.runTo(10 * MINUTE_MS);
      expect(bench.seen).toHaveLength(100);
      expect(reasonOf(bench)).toBe("consecutive_failures");
      expect(bench.told).toEqual(["shop we_1 consecutive_failures"]);
      expect(new Set(bench.states().map((state) => state.split(" ")[1]))).toEqual(new Set(["dead"]));
    }));

  test("is tried carefully, so that a minute's restart in a burst does not disable it", () =>
    withEndpoint(async (bench) => {
      bench.answer = ({ at }) => new Response(null, { status: at < MINUTE_MS ? 502 : 200 });
      await bench.enqueue(...many(150));
      await bench.runTo(HOUR_MS);
      expect(reasonOf(bench)).toBeNull();
      expect(bench.states().filter((state) => !state.endsWith("delivered"))).toEqual([]);
    }));

  test("begins to count anew with every success", () =>
    withEndpoint(async (bench) => {
      let count = 0;
      bench.answer = () => new Response(null, { status: (count += 1) % 50 === 0 ? 200 : 500 });
      await bench.enqueue(...many(60));
      await bench.runTo(HOUR_MS);
      expect(bench.seen.length).toBeGreaterThan(150);
      expect(reasonOf(bench)).toBeNull();
    }));

  test("is disabled after five days without a success, however few the failures", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 500 });
      for (const [id, at] of [
        ["a", 0],
        ["b", 4 * DAY_MS],
      ] as const) {
        await bench.runTo(at);
        await bench.enqueue(message(id));
      }
      await bench.runTo(5 * DAY_MS - 1);
      expect(reasonOf(bench)).toBeNull();
      await bench.runTo(5 * DAY_MS + HOUR_MS);
      expect(reasonOf(bench)).toBe("failing_for_days");
    }));
});

describe("an endpoint that its owner enables again", () => {
  test("has no failures behind it and takes messages", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 410 });
      await bench.enqueue(message("m1"));
      await bench.runTo(MINUTE_MS);
      const record = {
        id: "we_1",
        url: "https://shop.example/webhooks",
        eventTypes: [],
        description: "",
        disabledReason: null,
        createdAt: START,
      };
      bench.storage.saveEndpoint(configured(bench.storage.endpoint, { record, store: "shop", secret: undefined }));
      bench.answer = () => new Response();
      await bench.enqueue(message("m2"));
      expect(bench.storage.endpoint?.health).toEqual({ consecutiveFailures: 0, failingSince: null });
      expect(bench.states()).toEqual(["m1 dead", "m2 delivered"]);
    }));
});

test("a task of the alarm that fails holds up no other", () =>
  withEndpoint(async (bench) => {
    bench.answer = () => new Response(null, { status: 500 });
    await bench.enqueue(message("m1"));
    const { endpoint } = bench.storage;
    if (endpoint !== null) bench.storage.saveEndpoint({ ...endpoint, disabledReason: "gone", storeKnows: false });
    bench.tellStore = () => Promise.reject(new Error("unreachable"));
    await bench.runTo(MINUTE_MS);
    expect(bench.told).toEqual([]);
    expect(bench.list()).toMatchObject([{ id: "m1", state: "dead", reason: "endpoint_disabled", attempts: 1 }]);
  }));

test("the log forgets after thirty days, once a day, and the alarm comes to rest", () =>
  withEndpoint(async (bench) => {
    await bench.enqueue(message("m1"));
    bench.now += 1000;
    await bench.enqueue(message("m2"));
    await bench.runTo(30 * DAY_MS - 1);
    expect(bench.states()).toEqual(["m1 delivered", "m2 delivered"]);
    await bench.runTo(31 * DAY_MS);
    expect(bench.states()).toEqual([]);
    expect(bench.alarmAt).toBeNull();
  }));
