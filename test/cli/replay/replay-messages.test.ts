import { expect, test } from "vitest";
import type { PastLine } from "../../../cli/replay/past-message.ts";
import { type ReplayPlan, replayMessages } from "../../../cli/replay/replay-messages.ts";
import type { ReplayMessage } from "../../../cli/replay/replay-message.ts";
import { emptyTally } from "../../../cli/replay/tally.ts";

const START = Date.UTC(2026, 10, 20);

function past(line: number, at: number): PastLine {
  const message = { messageId: `m${line}`, userId: "u", sessionId: "s", properties: { transaction_id: "o" } };
  return { line, at, shopper: "u", messageAt: (sentAt) => ({ ...message, timestamp: new Date(sentAt).toISOString() }) };
}

async function replayed(plan: Partial<ReplayPlan>, most: number) {
  const tally = emptyTally();
  const lines = [past(1, 0), { problem: { line: 2, code: "unreadable_row" as const, message: "" } }, past(3, 6000)];
  const read = async function* () {
    yield* lines;
  };
  const messages: ReplayMessage[] = [];
  const whole = { speed: 1, startAt: () => START, shoppers: 1, loop: false, ...plan };
  for await (const message of replayMessages(read, whole, tally)) {
    messages.push(message);
    if (messages.length === most) break;
  }
  return { messages, tally };
}

test("messages get their new times and keep their ids; a bad line costs only itself", async () => {
  const { messages, tally } = await replayed({ speed: 60 }, 10);
  expect(messages.map(({ line, at, message }) => [line, at - START, message.messageId])).toEqual([
    [1, 0, "m1"],
    [3, 100, "m3"],
  ]);
  expect(tally).toMatchObject({ rows: 3, rejected: 1, newestAt: START + 100 });
});

test("further shoppers do the same at the same time, under ids of their own throughout", async () => {
  const { messages } = await replayed({ shoppers: 3 }, 10);
  expect(messages.map(({ at, shopper }) => [at - START, shopper])).toEqual([
    [0, "u"],
    [0, "u~1.2"],
    [0, "u~1.3"],
    [6000, "u"],
    [6000, "u~1.2"],
    [6000, "u~1.3"],
  ]);
  expect(messages[1]?.message).toMatchObject({
    messageId: "m1~1.2",
    userId: "u~1.2",
    sessionId: "s~1.2",
    properties: { transaction_id: "o~1.2" },
  });
});

test("a loop goes on behind the end with other shoppers, and time goes on", async () => {
  const { messages } = await replayed({ loop: true }, 6);
  expect(messages.map(({ at, message }) => [at - START, message.messageId])).toEqual([
    [0, "m1"],
    [6000, "m3"],
    [6001, "m1~2.1"],
    [12_001, "m3~2.1"],
    [12_002, "m1~3.1"],
    [18_002, "m3~3.1"],
  ]);
});

test("a loop over nothing ends", async () => {
  const messages = replayMessages(
    async function* () {},
    { speed: 1, startAt: () => 0, shoppers: 1, loop: true },
    emptyTally(),
  );
  expect(await Array.fromAsync(messages)).toEqual([]);
});
