import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { PostedBatch } from "../../../cli/collector/post-batch.ts";
import type { ReplayBatch, ReplayMessage } from "../../../cli/replay/batch-messages.ts";
import { sendBatches } from "../../../cli/replay/send-batches.ts";
import { emptyTally } from "../../../cli/replay/tally.ts";

function batch(name: string, shoppers: string[], sendAt = 0): ReplayBatch {
  const message = { messageId: name, type: "track" as const, event: "view_item", timestamp: "" };
  const entries: ReplayMessage[] = shoppers.map((shopper, index) => ({
    line: index + 2,
    at: sendAt,
    shopper,
    message: { ...message, properties: { items: [] } },
  }));
  return { entries, shoppers: new Set(shoppers), sendAt };
}

function nameOf(messages: readonly object[]): string {
  return (messages[0] as { messageId: string }).messageId;
}

function taken(count: number): PostedBatch {
  return { accepted: count, duplicates: 0, rejected: [], retries: 0 };
}

async function send(
  batches: ReplayBatch[],
  post: (messages: readonly object[]) => Promise<PostedBatch>,
  signal: AbortSignal = new AbortController().signal,
) {
  const tally = emptyTally();
  const source = (async function* () {
    yield* batches;
  })();
  await sendBatches(source, { post, tally, signal, onAnswer: () => {} });
  return tally;
}

test("never sends a batch before its time", async () => {
  const start = Date.now();
  const sentAt: number[] = [];
  const due = [start + 30, start + 60];
  await send(
    due.map((at, index) => batch(`b${index}`, [`u${index}`], at)),
    async () => {
      sentAt.push(Date.now());
      return taken(1);
    },
  );
  expect(sentAt).toHaveLength(2);
  sentAt.forEach((at, index) => expect(at).toBeGreaterThanOrEqual(due[index] ?? Infinity));
});

test("a batch waits for an earlier one with one of its shoppers and for no other", async () => {
  const log: string[] = [];
  await send([batch("first", ["u1"]), batch("other", ["u2"]), batch("second", ["u3", "u1"])], async (messages) => {
    log.push(`+${nameOf(messages)}`);
    await sleep(nameOf(messages) === "first" ? 60 : 5);
    log.push(`-${nameOf(messages)}`);
    return taken(messages.length);
  });
  expect(log).toEqual(["+first", "+other", "-other", "-first", "+second", "-second"]);
});

test("at most six requests are under way at once", async () => {
  let underWay = 0;
  let most = 0;
  const batches = Array.from({ length: 30 }, (_, index) => batch(`b${index}`, [`u${index}`]));
  await send(batches, async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    await sleep(2);
    underWay -= 1;
    return taken(1);
  });
  expect(most).toBe(6);
});

test("adds up the answers and names rejected rows by their line in the file", async () => {
  const tally = await send([batch("a", ["u1", "u2", "u3"])], async () => ({
    accepted: 1,
    duplicates: 1,
    rejected: [{ index: 2, messageId: null, code: "invalid_price", message: "price is negative" }],
    retries: 2,
  }));
  expect(tally).toMatchObject({ sent: 3, accepted: 1, duplicates: 1, rejected: 1, retries: 2 });
  expect(tally.rejectedLines).toEqual([{ line: 4, code: "invalid_price", message: "price is negative" }]);
});

test("the first failure ends the sending and is what is thrown", async () => {
  const sent: string[] = [];
  const batches = Array.from({ length: 50 }, (_, index) => batch(`b${index}`, [`u${index}`]));
  const sending = send(batches, async (messages) => {
    sent.push(nameOf(messages));
    await sleep(5);
    throw new Error("the key is unknown");
  });
  await expect(sending).rejects.toThrow("the key is unknown");
  expect(sent.length).toBeLessThan(13);
});

test("aborting ends a wait at once", async () => {
  const stop = new AbortController();
  const sending = send([batch("a", ["u1"], Date.now() + 60_000)], async () => taken(1), stop.signal);
  stop.abort(new Error("stopped"));
  await expect(sending).rejects.toThrow("stopped");
});
