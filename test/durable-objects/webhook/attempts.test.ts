import { describe, expect, test } from "vitest";
import { ATTEMPT_OFFSETS_MS } from "../../../engine/webhook/retry-schedule.ts";
import { message, START, withEndpoint } from "./with-endpoint.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const failing =
  (status = 500) =>
  () =>
    new Response("no", { status });

describe("attempts", () => {
  test("the first goes out at once, without waiting for the alarm, which is set all the same", () =>
    withEndpoint(async (bench) => {
      await bench.enqueue(message("m1"));
      expect(bench.seen.map(({ at, id }) => [at, id])).toEqual([[0, "m1"]]);
      expect(bench.alarmAt).toBe(START + 10_000);
      expect(bench.states()).toEqual(["m1 delivered"]);
    }));

  test("without luck they go out on the schedule, all under the same id, and end as a dead letter", () =>
    withEndpoint(async (bench) => {
      bench.answer = failing();
      await bench.enqueue(message("m1"));
      await bench.runTo(48 * HOUR_MS);
      expect(bench.seen.map(({ at }) => at)).toEqual([...ATTEMPT_OFFSETS_MS]);
      expect(new Set(bench.seen.map(({ id }) => id))).toEqual(new Set(["m1"]));
      expect(bench.list()).toMatchObject([
        { id: "m1", state: "dead", reason: "attempts_exhausted", attempts: 10, finishedAt: START + 24 * HOUR_MS },
      ]);
    }));

  test("jitter only ever adds to the schedule", () =>
    withEndpoint(async (bench) => {
      bench.answer = failing();
      bench.random = 0.999;
      await bench.enqueue(message("m1"));
      await bench.runTo(48 * HOUR_MS);
      const times = bench.seen.map(({ at }) => at);
      expect(times).toHaveLength(10);
      times.slice(1).forEach((at, index) => {
        const planned = ATTEMPT_OFFSETS_MS[index + 1] ?? 0;
        expect(at).toBeGreaterThan(planned);
        expect(at).toBeLessThanOrEqual(planned * 1.1 + 10);
      });
    }));

  test("one that succeeds late ends the round, and nothing follows", () =>
    withEndpoint(async (bench) => {
      bench.answer = ({ at }) => new Response(null, { status: at < 5 * MINUTE_MS ? 503 : 200 });
      await bench.enqueue(message("m1"));
      await bench.runTo(48 * HOUR_MS);
      expect(bench.seen).toHaveLength(3);
      expect(bench.list()[0]?.history.map(({ status }) => status)).toEqual([503, 503, 200]);
    }));

  test.each([
    [200, "delivered"],
    [204, "delivered"],
    [299, "delivered"],
    [301, "pending"],
    [302, "pending"],
    [304, "pending"],
    [400, "pending"],
    [404, "pending"],
    [429, "pending"],
    [500, "pending"],
    [503, "pending"],
    [410, "dead"],
  ])("status %i leaves the message %s", (status, state) =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Response(null, { status });
      await bench.enqueue(message("m1"));
      expect(bench.states()).toEqual([`m1 ${state}`]);
    }),
  );

  test("a redirect is not followed", () =>
    withEndpoint(async (bench) => {
      await bench.enqueue(message("m1"));
      expect(bench.seen[0]?.init).toMatchObject({ method: "POST", redirect: "manual" });
    }));

  test("a receiver that does not answer in time has failed", () =>
    withEndpoint(async (bench) => {
      bench.timeoutMs = 20;
      bench.wake();
      bench.answer = ({ init }) =>
        new Promise((_resolve, reject) => {
          init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
        });
      await bench.enqueue(message("m1"));
      expect(bench.list()[0]?.history).toMatchObject([{ status: null, error: "timeout" }]);
    }));

  test("a connection that fails is a failed attempt and no more", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => Promise.reject(new Error("refused"));
      await bench.enqueue(message("m1"));
      expect(bench.list()).toMatchObject([
        { state: "pending", attempts: 1, history: [{ status: null, error: "connection_failed" }] },
      ]);
    }));

  test("an address that may not be called any more is not called", () =>
    withEndpoint(async (bench) => {
      const { endpoint } = bench.storage;
      if (endpoint !== null) bench.storage.saveEndpoint({ ...endpoint, url: "http://127.0.0.1:8080/" });
      await bench.enqueue(message("m1"));
      expect(bench.seen).toEqual([]);
      expect(bench.list()[0]?.history).toMatchObject([{ status: null, error: "refused_url:not_https" }]);
    }));

  test("of a failure's endless answer 4 KB are read and 1 KB is kept", () =>
    withEndpoint(async (bench) => {
      let pulled = 0;
      let cancelled = false;
      bench.answer = () => {
        const body = new ReadableStream<Uint8Array>(
          {
            pull(controller) {
              pulled += 1024;
              controller.enqueue(new TextEncoder().encode("x".repeat(1024)));
            },
            cancel() {
              cancelled = true;
            },
          },
          { highWaterMark: 0 },
        );
        return new Response(body, { status: 500 });
      };
      await bench.enqueue(message("m1"));
      expect(pulled).toBe(4096);
      expect(cancelled).toBe(true);
      expect(bench.list()[0]?.history[0]?.response).toBe("x".repeat(1024));
    }));
});

describe("Retry-After", () => {
  test("puts the next attempt off for as long as the endpoint asks", () =>
    withEndpoint(async (bench) => {
      const answers = [new Response(null, { status: 429, headers: { "Retry-After": "90" } })];
      bench.answer = () => answers.shift() ?? new Response();
      await bench.enqueue(message("m1"));
      await bench.runTo(HOUR_MS);
      expect(bench.seen.map(({ at }) => at)).toEqual([0, 90_000]);
    }));

  test("of an endpoint that is overloaded holds up every message", () =>
    withEndpoint(async (bench) => {
      bench.answer = ({ at }) =>
        at < 60_000 ? new Response(null, { status: 503, headers: { "Retry-After": "60" } }) : new Response();
      await bench.enqueue(message("m1"));
      await bench.enqueue(message("m2"));
      expect(bench.seen.map(({ id }) => id)).toEqual(["m1"]);
      await bench.runTo(HOUR_MS);
      expect(bench.seen.map(({ at, id }) => `${id} ${at}`)).toEqual(["m1 0", "m2 60000", "m1 60000"]);
    }));
});
