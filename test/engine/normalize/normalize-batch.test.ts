import { describe, expect, test } from "vitest";
import { type BatchOptions, normalizeBatch } from "../../../engine/normalize/normalize-batch.ts";
import { RECEIVED_AT, track, WRITE_KEY } from "./normalize-one.ts";

test("one bad message never costs the good ones, and each keeps its place", () => {
  const batch = normalizeBatch([track("like"), "rubbish", track("share"), { type: "group" }, track("buy")], WRITE_KEY);
  expect(batch.events.map(({ index, event }) => [index, event.name])).toEqual([
    [0, "like"],
    [2, "share"],
    [4, "buy"],
  ]);
  expect(batch.rejected.map(({ index }) => index)).toEqual([1]);
  expect(batch.ignored).toBe(1);
});

describe("too many shoppers", () => {
  test("messages of the 21st shopper are refused, those of the first 20 are taken to the end", () => {
    const messages = [...Array.from({ length: 22 }, (_, id) => by(id)), by(3), by(21)];
    const batch = normalizeBatch(messages, WRITE_KEY);
    expect(batch.events).toHaveLength(21);
    expect(batch.rejected.map(({ index, code }) => [index, code])).toEqual([
      [20, "too_many_shoppers"],
      [21, "too_many_shoppers"],
      [23, "too_many_shoppers"],
    ]);
  });

  test("a refused message takes no shopper's place", () => {
    const refused = track("like", {}, { anonymousId: "bad", timestamp: "never" });
    const batch = normalizeBatch([refused, by(1), by(2)], { ...WRITE_KEY, maxShoppers: 2 });
    expect(batch.events).toHaveLength(2);
  });

  test("a user and an anonymous shopper of the same id are two", () => {
    const messages = [track("like"), track("like", {}, { userId: "anon" })];
    expect(normalizeBatch(messages, { ...WRITE_KEY, maxShoppers: 1 }).rejected).toHaveLength(1);
  });
});

describe("messages without an id", () => {
  test("the same batch sent again has the same ids, whenever it is sent", () => {
    const messages = [bare({ a: 1 }), bare({ a: 1 }), bare({ a: 2 })];
    const again = messages.map((message) => ({ ...message, sentAt: "2026-11-20T10:07:00Z" }));
    expect(idsOf(again, { ...WRITE_KEY, receivedAt: RECEIVED_AT + 1000 })).toEqual(idsOf(messages));
  });

  test("equal messages of a batch are told apart by their ordinal", () => {
    const ids = idsOf([bare({}), bare({}), bare({ a: 1 }), bare({})]);
    expect(new Set(ids).size).toBe(4);
    expect(ids[1]).toBe(`${ids[0]}-001`);
    expect(ids[3]).toBe(`${ids[0]}-002`);
  });

  test.each([null, "", 0, "undefined", false])("%j is no id of a message", (messageId) => {
    const [id] = idsOf([bare({}, { messageId })]);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  test("a number is an id", () => {
    expect(idsOf([bare({}, { messageId: 17 })])).toEqual(["17"]);
  });
});

/** A message of the shopper with that number. */
function by(shopper: number): object {
  return track("like", {}, { anonymousId: `a${shopper}`, messageId: `m${shopper}` });
}

/** A message without an id of its own. */
function bare(properties: object, rest: object = {}): object {
  return track("like", properties, { messageId: undefined, ...rest });
}

function idsOf(messages: object[], options: BatchOptions = WRITE_KEY): string[] {
  const sent = JSON.parse(JSON.stringify(messages)) as unknown[];
  return normalizeBatch(sent, options).events.map(({ event }) => event.id);
}
