import { createHash } from "node:crypto";
import { assert, constantFrom, integer, property, record, string } from "fast-check";
import { describe, expect, test } from "vitest";
import type { GeneratedMessage } from "../../../engine/generate/generated-message.ts";
import { type TrafficOptions, generateTraffic } from "../../../engine/generate/generate-traffic.ts";
import { messageLine } from "../../../engine/generate/message-line.ts";
import { ENGINE_CONSTANTS } from "../../../engine/constants.ts";
import { countEqual } from "../../../engine/normalize/message-id.ts";
import { normalizeMessage } from "../../../engine/normalize/normalize-message.ts";

const DAY_MS = 86_400_000;
const UNTIL = Date.UTC(2026, 10, 1);
const COMMERCE_EVENTS = [
  "add_to_cart",
  "remove_from_cart",
  "update_quantity",
  "view_item",
  "purchase",
  "scroll",
  "exit_page",
  "search",
  "add_to_wishlist",
  "begin_checkout",
  "add_shipping_info",
  "add_payment_info",
  "payment_failed",
  "order_cancelled",
];

function traffic(options: Partial<TrafficOptions> = {}): GeneratedMessage[] {
  const defaults: TrafficOptions = { count: 20_000, seed: "1", until: UNTIL, lengthMs: 30 * DAY_MS, locale: "vi-VN" };
  return Array.from(generateTraffic({ ...defaults, ...options }), ({ message }) => message);
}

const anyOptions = record({
  count: integer({ min: 1, max: 3000 }),
  seed: string({ maxLength: 12 }),
  until: integer({ min: Date.UTC(2001, 0), max: Date.UTC(2040, 0) }),
  lengthMs: integer({ min: 7_200_000, max: 400 * DAY_MS }),
  locale: constantFrom("vi-VN" as const, "en-US" as const),
});

function bySession(messages: readonly GeneratedMessage[]): GeneratedMessage[][] {
  return [...Map.groupBy(messages, ({ sessionId }) => sessionId).values()];
}

const at = ({ timestamp }: GeneratedMessage) => Date.parse(timestamp);

describe("generated traffic", () => {
  test("is the same, byte for byte, for the same seed: on every machine and in every release", () => {
    const hash = createHash("sha256");
    for (const message of traffic()) hash.update(messageLine(message));
    expect(hash.digest("hex")).toBe("0568c334e3edd9c813acee0e93ba6f7a35102c331996423a7379996188256d59");
  });

  test("is other traffic, of other people, for another seed", () => {
    const ids = new Set(traffic({ count: 500 }).map(({ messageId }) => messageId));
    expect(traffic({ count: 500, seed: "2" }).some(({ messageId }) => ids.has(messageId))).toBe(false);
  });

  test("has exactly the wanted count, in the order of time, within the span, no id twice", () => {
    assert(
      property(anyOptions, (options) => {
        const messages = traffic(options);
        expect(messages).toHaveLength(options.count);
        expect(new Set(messages.map(({ messageId }) => messageId)).size).toBe(options.count);
        const times = messages.map(at);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
        expect(times[0]).toBeGreaterThanOrEqual(options.until - options.lengthMs);
        expect(times.at(-1)).toBeLessThan(options.until);
      }),
      { numRuns: 40 },
    );
  });

  test("sessions are sessions: no gap of half an hour within one, at least that between two of one shopper", () => {
    assert(
      property(anyOptions, (options) => {
        const lastOf = new Map<string, { sessionId: string; at: number }>();
        for (const message of traffic(options)) {
          // A guest who logs in goes on under another name: both are looked at.
          for (const shopper of [message.userId, message.anonymousId]) {
            if (shopper === undefined) continue;
            const last = lastOf.get(shopper);
            const gap = at(message) - (last?.at ?? -Infinity);
            expect(gap < ENGINE_CONSTANTS.sessionGapMs).toBe(last?.sessionId === message.sessionId);
            lastOf.set(shopper, { sessionId: message.sessionId, at: at(message) });
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test("is accepted by the collector without a single refusal, in both shops", () => {
    for (const locale of ["vi-VN", "en-US"] as const) {
      const judgement = { refusal: null };
      for (const message of traffic({ locale, count: 5000 })) {
        normalizeMessage(judgement, message, {
          receivedAt: UNTIL,
          sentAt: null,
          trust: "claim",
          identityVerification: "off",
          currency: "EUR",
          constants: { ...ENGINE_CONSTANTS, lateWindowMs: Infinity },
          ordinalOf: countEqual(),
        });
        expect(judgement.refusal).toBeNull();
      }
    }
  });

  test("a line of the file is what JSON.stringify makes of the message", () => {
    for (const message of traffic({ count: 5000 })) expect(messageLine(message)).toBe(`${JSON.stringify(message)}\n`);
  });

  test("knows every commerce event, and the events by which a guest becomes known", () => {
    const names = new Set(traffic().map(({ type, event }) => event ?? type));
    expect([...names].toSorted()).toEqual([...COMMERCE_EVENTS, "identify", "login"].toSorted());
  });

  test("about 10 events a session, about 30 % of them begun by guests, some of whom log in", () => {
    const sessions = bySession(traffic());
    expect(20_000 / sessions.length).toBeGreaterThan(9);
    expect(20_000 / sessions.length).toBeLessThan(11);
    const guests = sessions.filter(([first]) => first?.userId === undefined);
    expect(guests.length / sessions.length).toBeGreaterThan(0.26);
    expect(guests.length / sessions.length).toBeLessThan(0.34);
    expect(guests.filter((session) => session.some(({ userId }) => userId !== undefined)).length).toBeGreaterThan(20);
  });

  test("most carts are abandoned, some payments fail, and some who left a cart come back and buy it", () => {
    const sessions = bySession(traffic());
    const having = (name: string) => sessions.filter((session) => session.some(({ event }) => event === name));
    const bought = having("add_to_cart").filter((session) => session.some(({ event }) => event === "purchase"));
    expect(bought.length / having("add_to_cart").length).toBeLessThan(0.5);
    expect(bought.length).toBeGreaterThan(100);
    expect(having("payment_failed").length).toBeGreaterThan(20);
    const withoutAdd = having("purchase").filter((session) => !session.some(({ event }) => event === "add_to_cart"));
    expect(withoutAdd.length).toBeGreaterThan(50);
  });

  test("a cancellation names an order that was placed, later", () => {
    const placed = new Set<unknown>();
    const cancelled: unknown[] = [];
    for (const { event, properties } of traffic()) {
      const order = properties?.["transaction_id"];
      if (event === "purchase") placed.add(order);
      if (event === "order_cancelled") cancelled.push(placed.has(order) ? order : `unknown ${String(order)}`);
    }
    expect(cancelled.filter((order) => placed.has(order))).toEqual(cancelled);
    expect(cancelled.length).toBeGreaterThan(10);
  });

  test.each([
    ["vi-VN" as const, "VND"],
    ["en-US" as const, "USD"],
  ])("the shop %s sells over 200 products in %s, a few of them to nearly everybody", (locale, currency) => {
    const views = traffic({ locale, count: 40_000 }).filter(({ event }) => event === "view_item");
    const counts = new Map<unknown, number>();
    for (const { properties } of views) {
      const { currency: stated, items } = properties as {
        currency: string;
        items: { item_id: string; price: number }[];
      };
      expect(stated).toBe(currency);
      expect(items.map(({ price }) => Number.isInteger(price))).toEqual([currency === "VND"]);
      const item = items[0]?.item_id;
      counts.set(item, (counts.get(item) ?? 0) + 1);
    }
    expect(counts.size).toBeGreaterThan(200);
    const sorted = [...counts.values()].toSorted((a, b) => b - a);
    const top = sorted.slice(0, sorted.length / 5).reduce((sum, count) => sum + count, 0);
    expect(top / views.length).toBeGreaterThan(0.5);
  });

  test("follows the day: evenings are full, nights are empty", () => {
    const hours = traffic().map((message) => new Date(at(message) + 7 * 3_600_000).getUTCHours());
    const between = (from: number, to: number) => hours.filter((hour) => hour >= from && hour < to).length;
    expect(between(19, 23)).toBeGreaterThan(between(0, 5) * 4);
  });
});
