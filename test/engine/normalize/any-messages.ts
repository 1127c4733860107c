import * as fc from "fast-check";
import { EVENT_ALIASES } from "../../../protocol/event-aliases.ts";
import { CANONICAL_EVENTS } from "../../../protocol/event-names.ts";
import { MESSAGE_TYPES } from "../../../protocol/message.ts";
import { RECEIVED_AT } from "./normalize-one.ts";

const ALIASES = Object.values(EVENT_ALIASES).flat();
const key = fc.constantFrom(
  "__proto__",
  "constructor",
  "toJSON",
  "items",
  "price",
  "quantity",
  "id",
  "value",
  "currency",
);
const json = fc.jsonValue({ stringUnit: "binary", maxDepth: 3 });
/** Values that have broken parsers. */
const hostile = fc.oneof(
  json,
  // Parsed again, `__proto__` is a property of its own.
  fc.dictionary(key, json, { maxKeys: 4 }).map((object) => JSON.parse(JSON.stringify(object)) as unknown),
  fc.constantFrom(
    "\ud800",
    "\udc00x",
    1e308,
    -1e308,
    5e-324,
    2 ** 60,
    "9".repeat(400),
    "1e400",
    -0,
    "NaN",
    nested(200),
  ),
);
const text = fc.string({ unit: "binary", maxLength: 300 });

/** Mostly what is expected, now and then anything. */
function mostly(expected: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: expected }, { weight: 1, arbitrary: hostile });
}

const id = mostly(fc.oneof(fc.constantFrom("a", "b", "null", 7, "x".repeat(128)), fc.string({ maxLength: 140 })));
const amount = mostly(fc.oneof(fc.double({ min: 0, max: 2000, noNaN: true }), fc.nat().map(String)));
const product = fc.record(
  {
    item_id: id,
    name: text,
    price: amount,
    quantity: amount,
    currency: fc.constantFrom("USD", "vnd", null),
    url: fc.webUrl(),
  },
  { requiredKeys: ["item_id"] },
);
const properties = fc.record(
  {
    items: mostly(fc.array(mostly(product), { maxLength: 3 })),
    products: mostly(fc.array(product, { maxLength: 3 })),
    product_id: id,
    price: amount,
    quantity: amount,
    value: amount,
    currency: mostly(fc.constantFrom("USD", "vnd", "KWD")),
    order_id: id,
    cart_token: id,
    coupon: mostly(text),
    source: mostly(text),
  },
  { requiredKeys: [] },
);
const context = fc.record(
  {
    locale: mostly(text),
    page: mostly(fc.record({ url: fc.webUrl() })),
    traits: mostly(fc.dictionary(text, hostile, { maxKeys: 3 })),
    identity_token: mostly(fc.constantFrom("a", "b")),
    userAgent: mostly(text),
  },
  { requiredKeys: [] },
);
const message = fc.record(
  {
    type: mostly(fc.constantFrom(...MESSAGE_TYPES, "track", "track", "track")),
    event: mostly(fc.oneof(fc.constantFrom(...CANONICAL_EVENTS, ...ALIASES, "view"), text)),
    messageId: id,
    userId: id,
    anonymousId: id,
    previousId: id,
    sessionId: id,
    timestamp: mostly(fc.integer({ min: RECEIVED_AT - 1e6, max: RECEIVED_AT + 3e5 })),
    sentAt: hostile,
    traits: mostly(fc.dictionary(text, hostile, { maxKeys: 3 })),
    context: mostly(context),
    properties: mostly(properties),
  },
  { requiredKeys: ["type", "event"] },
);

/** Batches of messages as JSON can bring them: most of them nearly right, some of them nothing like a message. */
export const anyMessages: fc.Arbitrary<unknown[]> = fc.array(mostly(message), { maxLength: 6 });

function nested(levels: number): unknown {
  return JSON.parse("[".repeat(levels) + "]".repeat(levels)) as unknown;
}
