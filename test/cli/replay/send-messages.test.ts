import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { PostedBatch } from "../../../cli/collector/post-batch.ts";
import type { ReplayMessage } from "../../../cli/replay/replay-message.ts";
import { sendMessages, type SendMessagesOptions } from "../../../cli/replay/send-messages.ts";
import { emptyTally } from "../../../cli/replay/tally.ts";

type Sent = { messageId: string; userId: string };

function entry(line: number, shopper: string, at = 0): ReplayMessage {
  const message = { messageId: `${line}`, type: "track" as const, event: "view_item", timestamp: "", userId: shopper };
  return { line, at, shopper, message: { ...message, properties: { items: [] } } };
}

function taken(messages: readonly object[]): PostedBatch {
  return { accepted: messages.length, duplicates: 0, rejected: [], retries: 0 };
}

async function send(entries: ReplayMessage[], options: Partial<SendMessagesOptions>) {
  const tally = emptyTally();
  const source = (async function* () {
    yield* entries;
  })();
  await sendMessages(source, {
    post: async (messages) => taken(messages),
    tally,
    gatherMs: 0,
    signal: new AbortController().signal,
    onAnswer: () => {},
    ...options,
  });
  return tally;
}

const crowd = (count: number, shoppers: number) =>
  Array.from({ length: count }, (_, line) => entry(line, `u${line % shoppers}`));

test("sends every message once", async () => {
  const sent: string[] = [];
  const tally = await send(crowd(1000, 50), {
    post: async (messages) => {
      sent.push(...messages.map((message) => (message as Sent).messageId));
      return taken(messages);
    },
  });
  expect(sent.toSorted((a, b) => Number(a) - Number(b))).toEqual(crowd(1000, 50).map(({ line }) => `${line}`));
  expect(tally).toMatchObject({ sent: 1000, accepted: 1000 });
});

test("no message is sent before its time", async () => {
  const start = Date.now();
  const early: string[] = [];
  await send(
    Array.from({ length: 20 }, (_, line) => entry(line, `u${line}`, start + line * 10)),
    {
      post: async (messages) => {
        const now = Date.now();
        for (const { messageId } of messages as Sent[]) if (now < start + Number(messageId) * 10) early.push(messageId);
        return taken(messages);
      },
    },
  );
  expect(early).toEqual([]);
});

test("each shopper's messages arrive in their order, also when some answers are slow", async () => {
  const arrived = new Map<string, number[]>();
  await send(crowd(400, 23), {
    post: async (messages) => {
      await sleep((messages.length * 7) % 13);
      for (const { messageId, userId } of messages as Sent[]) {
        arrived.set(userId, [...(arrived.get(userId) ?? []), Number(messageId)]);
      }
      return taken(messages);
    },
  });
  expect(arrived.size).toBe(23);
  for (const lines of arrived.values()) expect(lines).toEqual(lines.toSorted((a, b) => a - b));
});

test("a few requests are under way at once, never more than four", async () => {
  let underWay = 0;
  let most = 0;
  await send(crowd(200, 200), {
    post: async (messages) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await sleep(2);
      underWay -= 1;
      return taken(messages);
    },
  });
  expect(most).toBe(4);
});

test("messages that come together travel together", async () => {
  let requests = 0;
  const now = Date.now();
  await send(
    Array.from({ length: 30 }, (_, index) => entry(index, "u1", now + index)),
    {
      gatherMs: 100,
      post: async (messages) => {
        requests += 1;
        return taken(messages);
      },
    },
  );
  expect(requests).toBe(1);
});

test("adds up the answers and names rejected rows by their line in the file", async () => {
  const now = Date.now();
  const tally = await send([entry(7, "u1", now), entry(8, "u1", now), entry(9, "u1", now)], {
    gatherMs: 50,
    post: async () => ({
      accepted: 1,
      duplicates: 1,
      rejected: [{ index: 2, messageId: null, code: "invalid_price", message: "price is negative" }],
      retries: 2,
    }),
  });
  expect(tally).toMatchObject({ sent: 3, accepted: 1, duplicates: 1, rejected: 1, retries: 2 });
  expect(tally.rejectedLines).toEqual([{ line: 9, code: "invalid_price", message: "price is negative" }]);
});

test("the first failure ends the sending and is what is thrown", async () => {
  let requests = 0;
  const sending = send(crowd(5000, 500), {
    post: async () => {
      requests += 1;
      await sleep(5);
      throw new Error("the key is unknown");
    },
  });
  await expect(sending).rejects.toThrow("the key is unknown");
  expect(requests).toBeLessThanOrEqual(4);
});

test("the file is read no faster than the collector answers", async () => {
  let read = 0;
  const source = (async function* () {
    for (const message of crowd(20_000, 1)) {
      read += 1;
      yield message;
    }
  })();
  const stop = new AbortController();
  const sending = sendMessages(source, {
    post: () => new Promise(() => {}),
    tally: emptyTally(),
    gatherMs: 0,
    signal: stop.signal,
    onAnswer: () => {},
  });
  await sleep(200);
  expect(read).toBeLessThan(3000);
  expect(read).toBeGreaterThan(500);
  stop.abort(new Error("stopped"));
  void sending.catch(() => {});
});

test("aborting ends a wait at once", async () => {
  const stop = new AbortController();
  const sending = send([entry(1, "u1", Date.now() + 60_000)], { signal: stop.signal });
  stop.abort(new Error("stopped"));
  await expect(sending).rejects.toThrow("stopped");
});
