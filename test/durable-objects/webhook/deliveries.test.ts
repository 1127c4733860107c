import { describe, expect, test } from "vitest";
import { message, START, withEndpoint } from "./with-endpoint.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const failing =
  (status = 500) =>
  () =>
    new Response("no", { status });

describe("order", () => {
  test("a shopper's later message waits until the earlier one is delivered", () =>
    withEndpoint(async (bench) => {
      bench.answer = ({ at }) => new Response(null, { status: at < 30 * MINUTE_MS ? 500 : 200 });
      await bench.enqueue(message("m1", "ann"), message("m2", "ann"), message("m3", "bob"));
      await bench.runTo(HOUR_MS);
      const delivered = bench.seen.filter(({ at }) => at >= 30 * MINUTE_MS).map(({ id }) => id);
      expect(delivered).toEqual(["m1", "m3", "m2"]);
      expect(bench.seen.filter(({ at, id }) => at < 30 * MINUTE_MS && id === "m2")).toEqual([]);
    }));

  test("a shopper's later message goes out when the earlier one is a dead letter", () =>
    withEndpoint(async (bench) => {
      bench.answer = ({ id }) => new Response(null, { status: id === "m1" ? 500 : 200 });
      await bench.enqueue(message("m1", "ann"), message("m2", "ann"));
      await bench.runTo(25 * HOUR_MS);
      expect(bench.states()).toEqual(["m1 dead", "m2 delivered"]);
      expect(bench.seen.at(-1)).toMatchObject({ id: "m2", at: 24 * HOUR_MS });
    }));

  test("at most six messages are in flight, the longest waiting first, and all arrive", () =>
    withEndpoint(async (bench) => {
      let open = 0;
      let most = 0;
      bench.answer = async () => {
        open += 1;
        most = Math.max(most, open);
        await scheduler.wait(2);
        open -= 1;
        return new Response();
      };
      const ids = Array.from({ length: 50 }, (_, index) => `m${index}`);
      await bench.enqueue(...ids.map((id) => message(id)));
      expect(most).toBe(6);
      expect(bench.seen.map(({ id }) => id)).toEqual(ids);
    }));
});

describe("before each attempt the shopper is asked", () => {
  test("and a message that no longer stands is logged as cancelled, unsent", () =>
    withEndpoint(async (bench) => {
      bench.permit = () => false;
      await bench.enqueue(message("m1"));
      expect(bench.seen).toEqual([]);
      expect(bench.list()).toMatchObject([{ state: "cancelled", reason: "no_longer_stands", attempts: 0 }]);
    }));

  test("again before a second attempt, so a purchase in between stops the rest", () =>
    withEndpoint(async (bench) => {
      bench.answer = failing();
      await bench.enqueue(message("m1"));
      bench.permit = () => false;
      await bench.runTo(48 * HOUR_MS);
      expect(bench.seen).toHaveLength(1);
      expect(bench.states()).toEqual(["m1 cancelled"]);
    }));

  test("and when it cannot be asked the message is put off, which is no attempt", () =>
    withEndpoint(async (bench) => {
      bench.permit = () => Promise.reject(new Error("overloaded"));
      await bench.enqueue(message("m1"));
      expect(bench.list()).toMatchObject([{ state: "pending", attempts: 0, nextAt: START + 5_000 }]);
      bench.permit = () => true;
      await bench.runTo(MINUTE_MS);
      expect(bench.list()).toMatchObject([{ state: "delivered", attempts: 1 }]);
    }));

  test("and one that can never be asked ends as a dead letter, not in silence", () =>
    withEndpoint(async (bench) => {
      bench.permit = () => Promise.reject(new Error("broken"));
      await bench.enqueue(message("m1"));
      await bench.runTo(96 * HOUR_MS);
      expect(bench.seen).toEqual([]);
      expect(bench.asked.length).toBeLessThan(120);
      expect(bench.list()).toMatchObject([{ state: "dead", reason: "shopper_unreachable" }]);
    }));

  test("a correction does not wait for hours behind an alert that no longer stands", () =>
    withEndpoint(async (bench) => {
      bench.answer = ({ id }) => new Response(null, { status: id === "alert" ? 500 : 200 });
      await bench.enqueue(message("alert", "ann"));
      await bench.runTo(3 * HOUR_MS);
      bench.permit = (id) => id !== "alert";
      await bench.enqueue(message("recovered", "ann"));
      expect(bench.states()).toEqual(["alert cancelled", "recovered delivered"]);
    }));

  test("a later message does not hurry an alert that still stands", () =>
    withEndpoint(async (bench) => {
      bench.answer = failing();
      await bench.enqueue(message("m1", "ann"));
      await bench.enqueue(message("m2", "ann"));
      expect(bench.seen.map(({ id }) => id)).toEqual(["m1"]);
    }));
});

describe("the same message", () => {
  test("is taken once, whether it still waits or was delivered, also after an eviction", () =>
    withEndpoint(async (bench) => {
      bench.answer = failing();
      await bench.enqueue(message("m1"), message("m1"));
      await bench.enqueue(message("m1"));
      bench.wake();
      await bench.enqueue(message("m1"));
      expect(bench.seen).toHaveLength(1);
      bench.answer = () => new Response();
      await bench.runTo(MINUTE_MS);
      await bench.enqueue(message("m1"));
      bench.wake();
      await bench.enqueue(message("m1"));
      expect(bench.seen).toHaveLength(2);
      expect(bench.states()).toEqual(["m1 delivered"]);
    }));

  test("is attempted again under its id when the runtime was killed in the middle of an attempt", () =>
    withEndpoint(async (bench) => {
      bench.answer = () => new Promise(() => {});
      bench.start(message("m1"));
      await scheduler.wait(5);
      expect(bench.seen).toHaveLength(1);
      bench.wake();
      bench.answer = () => new Response();
      await bench.runTo(MINUTE_MS);
      expect(bench.seen.map(({ at, id }) => [at, id])).toEqual([
        [0, "m1"],
        [10_000, "m1"],
      ]);
      expect(bench.states()).toEqual(["m1 delivered"]);
    }));

  test("costs few rows from enqueue to delivery", () =>
    withEndpoint(async (bench) => {
      const before = bench.rowsWritten;
      await bench.enqueue(message("m1"));
      // In the queue 1, out of it 1, in the log 1 and its two indexes 1 each.
      expect(bench.rowsWritten - before).toBe(5);
    }));
});
