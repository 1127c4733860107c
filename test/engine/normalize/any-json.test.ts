import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type BatchOptions, normalizeBatch } from "../../../engine/normalize/normalize-batch.ts";
import { MAX_ID_LENGTH, MAX_STRING_LENGTH } from "../../../protocol/limits.ts";
import { anyMessages } from "./any-messages.ts";
import { SECRET_KEY, WRITE_KEY } from "./normalize-one.ts";

const RUNS = { numRuns: 300 };
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u;
const anyOptions = fc.constantFrom<BatchOptions>(
  WRITE_KEY,
  SECRET_KEY,
  { ...WRITE_KEY, sentAt: null, identityVerification: "enforce" },
  { ...WRITE_KEY, maxShoppers: 1, currency: "VND", verify: (userId, token) => userId === token },
);

test("each message is taken, ignored or refused, exactly once", { timeout: 60_000 }, () => {
  const kinds = { events: 0, ignored: 0, rejected: 0 };
  fc.assert(
    fc.property(anyMessages, anyOptions, (messages, options) => {
      const { events, unowned, aliases, ignored, rejected } = normalizeBatch(messages, options);
      const placed = [...events, ...unowned, ...aliases, ...rejected].map(({ index }) => index);
      expect(new Set(placed).size).toBe(placed.length);
      expect(placed.length + ignored).toBe(messages.length);
      kinds.events += events.length;
      kinds.ignored += ignored;
      kinds.rejected += rejected.length;
    }),
    RUNS,
  );
  // The cases are worth something only if they come to different ends.
  expect(Math.min(...Object.values(kinds))).toBeGreaterThan(0);
});

test("what comes out is within the limits and has a JSON form that says the same", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyMessages, anyOptions, (messages, options) => {
      const batch = normalizeBatch(messages, options);
      for (const text of textsOf(batch)) {
        expect(text.length).toBeLessThanOrEqual(MAX_STRING_LENGTH);
        expect(text).not.toMatch(UNPRINTABLE);
      }
      for (const { event, shopper } of batch.events) {
        const ids = [event.userId, event.anonymousId, event.sessionId, event.transactionId, event.cartToken];
        for (const id of [...ids, ...(event.items ?? []).map((item) => item.id)]) {
          expect(id).not.toBe("");
          expect(id?.length ?? 0).toBeLessThanOrEqual(MAX_ID_LENGTH);
        }
        expect(shopper.slice(2)).toBe(event.userId ?? event.anonymousId);
        expect(event.at).toBeLessThanOrEqual(event.receivedAt);
        for (const amount of [event.valueMinor, ...(event.items ?? []).map((item) => item.priceMinor)]) {
          expect(amount === null || (Number.isSafeInteger(amount) && amount >= 0)).toBe(true);
        }
      }
      expect(JSON.parse(JSON.stringify(batch))).toEqual(batch);
    }),
    RUNS,
  );
});

test("the messages themselves are left as they were", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyMessages, anyOptions, (messages, options) => {
      const before = JSON.stringify(messages);
      normalizeBatch(messages, options);
      expect(JSON.stringify(messages)).toBe(before);
    }),
    RUNS,
  );
});

function textsOf(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...textsOf(inner)]);
}
