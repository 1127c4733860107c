import { describe, expect, test } from "vitest";
import { endpointStatus } from "../../../durable-objects/webhook/endpoint-status.ts";
import { webhookCounters } from "../../../durable-objects/webhook/webhook-counters.ts";
import type { EndpointBench } from "./with-endpoint.ts";
import { message, START, withEndpoint } from "./with-endpoint.ts";

const statusOf = (bench: EndpointBench) => endpointStatus(bench.storage, bench.deliveries.inFlight);

describe("the status of an endpoint", () => {
  test("tells how many wait and since when, which an eviction does not change", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status: 500 });
      await bench.enqueue(message("m1"));
      bench.now += 1000;
      await bench.enqueue(message("m2"));
      const status = {
        pending: 2,
        oldestPendingAt: START,
        inFlight: 0,
        deadLetters: 0,
        health: { consecutiveFailures: 2, failingSince: START },
      };
      expect(statusOf(bench)).toEqual(status);
      bench.wake();
      expect(statusOf(bench)).toEqual(status);
    }));

  test("names the next in line once the longest waiting has gone", () =>
    withEndpoint(async (bench) => {
      bench.answer = ({ id, at }) => new Response(null, { status: id === "m2" || at < 2000 ? 500 : 200 });
      await bench.enqueue(message("m1"));
      bench.now += 2000;
      await bench.enqueue(message("m2"));
      await bench.runTo(6000);
      expect(statusOf(bench)).toMatchObject({ pending: 1, oldestPendingAt: START + 2000 });
    }));

  test("counts dead letters, and is empty when all was delivered", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response();
      await bench.enqueue(message("m1"));
      expect(statusOf(bench)).toMatchObject({ pending: 0, oldestPendingAt: null, deadLetters: 0 });
      bench.answer = () => new Response(null, { status: 410 });
      await bench.enqueue(message("m2", "ann"), message("m3", "ann"));
      await bench.runTo(60_000);
      expect(statusOf(bench)).toMatchObject({ pending: 0, deadLetters: 2 });
    }));

  test("is none for an endpoint that was deleted", () =>
    withEndpoint(async (bench) => {
      bench.storage.forget();
      expect(statusOf(bench)).toBeNull();
    }));
});

test.each([
  [() => new Response(), "delivered"],
  [() => new Response(null, { status: 410 }), "gone"],
  [() => new Response(null, { status: 301 }), "rejected"],
  [() => new Response(null, { status: 500 }), "rejected"],
  [() => Promise.reject(new Error("refused")), "connection_failed"],
] as const)("attempts are counted by what came of them: %#", (answer, name) =>
  withEndpoint(async (bench) => {
    const before = webhookCounters.attempts().get(name) ?? 0;
    bench.answer = answer;
    await bench.enqueue(message("m1"));
    expect(webhookCounters.attempts().get(name)).toBe(before + 1);
  }),
);
