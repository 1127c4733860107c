import { expect, test } from "vitest";
import { type BatchOptions, normalizeBatch } from "../../../engine/normalize/normalize-batch.ts";
import { REJECTION_CODES, type RejectionCode } from "../../../protocol/ingest-answer.ts";
import { normalizeOne, RECEIVED_AT, track, WRITE_KEY } from "./normalize-one.ts";

const LONG_ID = "x".repeat(129);
const HOUR = 3_600_000;
const ENFORCED: BatchOptions = { ...WRITE_KEY, identityVerification: "enforce" };

const CASES: [code: RejectionCode, why: string, message: unknown, options?: BatchOptions][] = [
  ["invalid_message", "null", null],
  ["invalid_message", "a text", "track"],
  ["invalid_message", "a list", []],
  ["invalid_message", "context that is a text", track("like", {}, { context: "x" })],
  ["invalid_message", "properties that are a list", track("like", {}, { properties: [] })],
  ["invalid_message", "nesting beyond any stack", track("like", { deep: nested(100_000) })],
  ["invalid_type", "no type", { event: "like", userId: "u" }],
  ["invalid_type", "an unknown type", { type: "trck", event: "like", userId: "u" }],
  ["missing_event_name", "track without an event", { type: "track", userId: "u" }],
  ["missing_event_name", "an empty name", track("")],
  ["missing_event_name", "a name of unprintable characters", track("\u0000\u202e")],
  ["missing_event_name", "a name that is a number", track(7 as unknown as string)],
  ["missing_shopper", "no id at all", { type: "page" }],
  ["missing_shopper", "ids that are none", { type: "page", userId: "null", anonymousId: "undefined" }],
  ["invalid_id", "a messageId of 129 characters", track("like", {}, { messageId: LONG_ID })],
  ["invalid_id", "a messageId that is an object", track("like", {}, { messageId: {} })],
  ["invalid_id", "a userId of 129 characters", track("like", {}, { userId: LONG_ID })],
  ["invalid_id", "a userId that is a list", track("like", {}, { userId: ["u"] })],
  ["invalid_id", "an anonymousId of 129 characters", track("like", {}, { anonymousId: LONG_ID })],
  ["invalid_id", "a sessionId of 129 characters", track("like", {}, { sessionId: LONG_ID })],
  ["invalid_id", "a session_id of 129 characters", track("like", { session_id: LONG_ID })],
  ["invalid_id", "a transaction_id of 129 characters", track("purchase", { transaction_id: LONG_ID })],
  ["invalid_id", "a cart_token of 129 characters", track("purchase", { cart_token: LONG_ID })],
  ["invalid_timestamp", "a time without a zone", track("like", {}, { timestamp: "2026-11-20T10:00:00" })],
  ["invalid_timestamp", "a time that is an object", track("like", {}, { timestamp: {} })],
  ["timestamp_in_future", "six minutes ahead", track("like", {}, { timestamp: RECEIVED_AT + HOUR / 10 })],
  ["too_old", "73 hours back", track("like", {}, { timestamp: RECEIVED_AT - 73 * HOUR })],
  ["message_too_large", "over 32 KB", track("like", { text: "x".repeat(32 * 1024) })],
  ["message_too_large", "over 32 KB in UTF-8", track("like", { text: "é".repeat(17 * 1024) })],
  ["message_too_large", "a snapshot over 256 KB", track("cart_updated", { items: [], text: "x".repeat(256 * 1024) })],
  ["message_too_large", "view_cart over 32 KB without items", track("view_cart", { text: "x".repeat(33 * 1024) })],
  ["too_many_items", "501 items", track("cart_updated", { items: Array.from({ length: 501 }, () => ({ id: 1 })) })],
  ["invalid_price", "a negative price", track("add_to_cart", { item_id: 1, price: -1 })],
  ["invalid_quantity", "a negative quantity", track("add_to_cart", { item_id: 1, quantity: -1 })],
  ["invalid_value", "a negative value", track("purchase", { value: -1 })],
  ["invalid_value", "a value of words", track("begin_checkout", { value: "much" })],
  ["invalid_value", "a value over 2^53 minor units", track("purchase", { value: 1e15 })],
  ["invalid_currency", "a currency of words", track("purchase", { currency: "dollars" })],
  ["invalid_currency", "a currency that is a number", track("purchase", { currency: 840 })],
  ["invalid_item", "an item without id", track("add_to_cart", { items: [{}] })],
  ["identity_unverified", "an unproven user id", { type: "page", userId: "u" }, ENFORCED],
];

test.each(CASES)("%s: %s", (code, _why, message, options = WRITE_KEY) => {
  const batch = normalizeOne(message, options);
  expect(batch.rejected.map((rejection) => rejection.code)).toEqual([code]);
  expect(batch.events).toEqual([]);
});

test("every code has a case", () => {
  const covered = new Set(["too_many_shoppers", ...CASES.map(([code]) => code)]);
  expect(REJECTION_CODES.filter((code) => !covered.has(code))).toEqual([]);
});

test("no message repeats what was sent", () => {
  const secret = "s3cret-1234";
  const messages = [
    track("like", {}, { timestamp: secret }),
    track("purchase", { currency: secret, value: secret }),
    track("add_to_cart", { items: [{ item_id: 1, price: secret }] }),
    track("add_to_cart", { items: [{ item_id: 1, quantity: secret }] }),
    track("add_to_cart", { items: secret }),
    { type: secret, [secret]: 1, userId: "u" },
    track("like", {}, { userId: secret.repeat(20) }),
    track("like", { [secret]: "x".repeat(40_000) }),
  ];
  const { rejected } = normalizeBatch(messages, WRITE_KEY);
  expect(rejected).toHaveLength(messages.length);
  for (const { message } of rejected) expect(message).not.toContain("s3cret");
});

test("a refusal gives the message's own id where it can be used", () => {
  const messages = [{ messageId: " m7\u0000 " }, { messageId: LONG_ID }, { messageId: {} }, {}, 7].map((message) =>
    typeof message === "object" ? { type: "nothing", ...message } : message,
  );
  const { rejected } = normalizeBatch(messages, WRITE_KEY);
  expect(rejected.map(({ messageId }) => messageId)).toEqual(["m7", null, null, null, null]);
  expect(rejected.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
});

test("a large snapshot of the cart is taken", () => {
  const items = Array.from({ length: 500 }, (_, index) => ({ item_id: index, item_name: "x".repeat(300) }));
  for (const name of ["cart_updated", "Cart Viewed"]) {
    expect(normalizeOne(track(name, { items })).events[0]?.event.items).toHaveLength(500);
  }
});

/** A value nested as deep as no code would write it. */
function nested(depth: number): unknown {
  return JSON.parse("[".repeat(depth) + "]".repeat(depth));
}
