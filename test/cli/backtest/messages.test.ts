import { afterAll, describe, expect, test } from "vitest";
import { backtest } from "../../../cli/backtest/backtest.ts";
import type { Format } from "../../../cli/backtest/traffic.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../protocol/settings.ts";
import { TrafficFiles, noon } from "./traffic-file.ts";

const files = new TrafficFiles();
afterAll(() => files.remove());
let made = 0;

/** A message that was received at a minute after noon. */
function message(minute: number, event: string, more: Record<string, unknown> = {}) {
  made += 1;
  const id = `m${made}`;
  const type = event === "identify" ? "identify" : "track";
  return { messageId: id, type, event, userId: "u1", timestamp: noon(minute), receivedAt: noon(minute), ...more };
}

const add = (minute: number, more: Record<string, unknown> = {}) =>
  message(minute, "add_to_cart", { properties: { items: [{ item_id: "a", price: 10 }] }, ...more });

interface Line {
  type: string;
  at: string;
  shopper: string;
  late: boolean;
}

async function run(lines: readonly object[], settings: Partial<Settings> = {}, format: Format | null = null) {
  made += 1;
  const result = await backtest({
    path: files.lines(`messages-${made}.ndjson`, lines),
    format,
    cutoffs: null,
    keepOutcomes: true,
    until: { at: Date.parse(noon(600)) },
    settings: { ...DEFAULT_SETTINGS, ...settings },
  });
  const words = result.outcomes.map((line) => {
    const { type, at, shopper, late } = JSON.parse(line) as Line;
    const minute = (Date.parse(at) - Date.parse(noon(0))) / 60_000;
    return `${minute} ${type} ${shopper}${late ? " late" : ""}`;
  });
  return { words, result };
}

describe("messages as they were received", () => {
  test("are read as the collector reads them, and counted", async () => {
    const lines = [
      add(0),
      message(1, "Product Viewed"),
      message(2, "add_to_cart", { properties: { items: [{ item_id: "a", price: "dear" }] } }),
      message(3, "page_view", { timestamp: noon(-73 * 60) }),
    ];
    const { words, result } = await run([...lines, lines[1] ?? {}].toSorted(byReceipt));
    expect(words).toEqual(["31 cart.abandoned u1"]);
    expect(result.taken).toMatchObject({ events: 2, duplicates: 1 });
    expect(Object.fromEntries(result.refused)).toEqual({ invalid_price: 1, too_old: 1 });
  });

  test("a purchase that was received late retracts, at its receipt", async () => {
    const lines = [add(0), message(20, "purchase", { receivedAt: noon(45), properties: { transaction_id: "o1" } })];
    expect((await run(lines)).words).toEqual(["30 cart.abandoned u1", "45 cart.retracted u1"]);
  });

  test("a cart that was received late fires a minute after its receipt, as late", async () => {
    expect((await run([add(0, { receivedAt: noon(50) })])).words).toEqual(["51 cart.abandoned u1 late"]);
  });

  test("a client's wrong clock is corrected by sentAt", async () => {
    const wrong = { timestamp: noon(-300), sentAt: noon(-299), receivedAt: noon(1) };
    expect((await run([add(0, wrong)])).words).toEqual(["30 cart.abandoned u1"]);
  });

  test("what came in one request is judged together", async () => {
    const lines = [add(0, { receivedAt: noon(40) }), message(10, "purchase", { receivedAt: noon(40) })];
    expect((await run(lines)).words).toEqual([]);
  });

  test("equal messages of one request without an id are as many events, sent again they are duplicates", async () => {
    const same = { ...add(0), messageId: undefined };
    const again = { ...same, receivedAt: noon(5) };
    const { result } = await run([same, same, again, again]);
    expect(result.taken).toMatchObject({ events: 2, duplicates: 2 });
  });

  test("a guest becomes a user", async () => {
    const guest = { userId: undefined, anonymousId: "g1" };
    const lines = [add(0, guest), message(10, "identify", { anonymousId: "g1" }), message(20, "purchase")];
    expect((await run(lines)).words).toEqual([]);
    expect((await run(lines.slice(0, 2))).words).toEqual(["40 cart.abandoned u1"]);
  });

  test("what the shop's own server sent is confirmed", async () => {
    const recovered = [add(0), message(40, "purchase", { trust: "confirmed", properties: { transaction_id: "o1" } })];
    const cancelled = message(50, "order_cancelled", { properties: { transaction_id: "o1" } });
    expect((await run([...recovered, cancelled])).words).toEqual(["30 cart.abandoned u1", "40 cart.recovered u1"]);
    const words = (await run([...recovered, { ...cancelled, messageId: "own", writeKey: "sk_dev_x" }])).words;
    expect(words.at(-1)).toBe("50 recovery.reversed u1");
  });

  test("a confirmed order without a user is that of the shopper who used its cart token", async () => {
    const token = { cart_token: "t1", items: [{ item_id: "a", price: 10 }] };
    const order = { userId: undefined, trust: "confirmed", properties: { cart_token: "t1", transaction_id: "o1" } };
    expect((await run([add(0, { properties: token }), message(10, "purchase", order)])).words).toEqual([]);
    const { words, result } = await run([add(0), message(10, "purchase", order)]);
    expect(words).toEqual(["30 cart.abandoned u1"]);
    expect(Object.fromEntries(result.refused)).toEqual({ missing_shopper: 1 });
  });

  test("the shop's word that two users are one", async () => {
    const alias = message(5, "alias", { type: "alias", previousId: "u2", trust: "confirmed" });
    expect((await run([add(0), alias, message(10, "purchase", { userId: "u2" })])).words).toEqual([]);
  });

  test("an untokened user id counts only where tokens are not enforced", async () => {
    const lines = [add(0, { anonymousId: "g1" }), message(10, "purchase")];
    expect((await run(lines)).words).toEqual([]);
    expect((await run(lines, { identity_verification: "enforce" })).words).toEqual(["30 cart.abandoned g1"]);
  });

  test("a message that does not tell its browser is no evidence of a program", async () => {
    const burst = Array.from({ length: 130 }, (_, index) => message(1 + index / 1000, "scroll"));
    expect((await run([add(0), ...burst])).words).toHaveLength(1);
    const bot = { context: { userAgent: "Googlebot/2.1 (+http://www.google.com/bot.html)" } };
    expect((await run([add(0, bot), ...burst])).words).toEqual([]);
  });
});

test("a huge cart says that its items were cut", async () => {
  const items = Array.from({ length: 400 }, (_, index) => ({ item_id: `item-${index}`, price: 1 }));
  const { result } = await run([message(0, "cart_updated", { properties: { items } })]);
  expect(JSON.parse(result.outcomes[0] ?? "")).toMatchObject({ truncated: true, value_minor: 40_000 });
});

describe("messages without a receipt", () => {
  test("were received when they happened, in whatever order they stand", async () => {
    const { receivedAt: _, ...late } = message(20, "purchase");
    const { receivedAt: __, ...first } = add(0);
    expect((await run([late, first])).words).toEqual([]);
    expect((await run([first])).words).toEqual(["30 cart.abandoned u1"]);
  });
});

describe("long traffic", () => {
  test("shoppers of whom nothing matters are forgotten, and nothing else changes", async () => {
    const day = 24 * 60;
    const lines = Array.from({ length: 40 }, (_, index) =>
      message(index * (day / 2), "page_view", { userId: `looks-${index % 20}` }),
    );
    const { words } = await run([add(0), ...lines.slice(1)]);
    expect(words).toEqual(["30 cart.abandoned u1"]);
  });
});

function byReceipt(a: { receivedAt?: unknown }, b: { receivedAt?: unknown }): number {
  return String(a.receivedAt).localeCompare(String(b.receivedAt));
}
