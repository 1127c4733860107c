import { describe, expect, test } from "vitest";
import { VirtualShopper } from "../../../engine/backtest/virtual-shopper.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { botEvidence } from "../../../engine/exclusion/bot-evidence.ts";
import { exclusionOf } from "../../../engine/exclusion/exclusion.ts";
import { MINUTE, NOON, add, event, rules } from "../../support/shopper-events.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";

test.each([
  { title: "a browser", userAgent: FIREFOX, evidence: {} },
  { title: "a crawler", userAgent: GOOGLEBOT, evidence: { botAgent: true } },
  {
    title: "a headless browser",
    userAgent: FIREFOX.replace("Firefox", "HeadlessChrome"),
    evidence: { botAgent: true },
  },
  { title: "no user agent", userAgent: null, evidence: { botAgent: true } },
])("evidence of $title", ({ userAgent, evidence }) => {
  expect(botEvidence({}, { trust: "claim", userAgent })).toEqual(evidence);
  expect(botEvidence({}, { trust: "confirmed", userAgent })).toEqual({});
});

test("a page that says it is automated is evidence", () => {
  const message = { context: { automation: true } };
  expect(botEvidence(message, { trust: "claim", userAgent: FIREFOX })).toEqual({ automated: true });
});

const burst = (count: number, more: Partial<ShopperEvent> = {}) =>
  Array.from({ length: count }, (_, index) => event("page_view", index / count / 2, more));

const CASES: { title: string; events: ShopperEvent[]; excluded: "bot" | "internal" | null }[] = [
  { title: "one kind of evidence is not enough", events: [add("a", 0, { botAgent: true })], excluded: null },
  {
    title: "two kinds are",
    events: [add("a", 0, { botAgent: true }), event("page_view", 1, { automated: true })],
    excluded: "bot",
  },
  {
    title: "what is claimed of a user who proved who they are frames nobody, in whatever order",
    events: [
      ...burst(121, { botAgent: true, automated: true, internal: true, userId: "u" }),
      add("a", 2, { userId: "u", verified: true }),
    ],
    excluded: null,
  },
  {
    title: "one of the store's own people who proved it is one",
    events: [add("a", 0, { userId: "u", verified: true, internal: true })],
    excluded: "internal",
  },
  {
    title: "and one who is claimed to be, while nobody proved anything",
    events: [add("a", 0, { internal: true })],
    excluded: "internal",
  },
  { title: "120 events in a minute are no burst", events: burst(120, { botAgent: true }), excluded: null },
  { title: "121 are", events: burst(121, { botAgent: true }), excluded: "bot" },
  {
    title: "121 over more than a minute are not",
    events: Array.from({ length: 121 }, (_, index) => event("page_view", index / 119, { botAgent: true })),
    excluded: null,
  },
  {
    title: "confirmed events are no evidence",
    events: burst(300, { botAgent: true, trust: "confirmed" }),
    excluded: null,
  },
  {
    title: "claims of a verified user are none",
    events: burst(300, { botAgent: true, verified: true }),
    excluded: null,
  },
  {
    title: "a confirmed order clears the flag",
    events: [...burst(200, { botAgent: true }), event("purchase", 5, { trust: "confirmed" })],
    excluded: null,
  },
  {
    title: "a claimed order does not",
    events: [...burst(200, { botAgent: true }), event("purchase", 5)],
    excluded: "bot",
  },
];

describe("who is excluded", () => {
  test.each(CASES)("$title", ({ events, excluded }) => {
    const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules() });
    shopper.receive(events, NOON);
    expect(exclusionOf(shopper.truthAt(NOON).exclusion)).toBe(excluded);
  });

  test("a shopper who proves to be a bot is retracted, and stays silent", () => {
    const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules() });
    shopper.receive([add("a", 0, { botAgent: true })], NOON);
    shopper.runUntil(NOON + 35 * MINUTE);
    shopper.receive([add("b", 40, { automated: true })], NOON + 40 * MINUTE);
    shopper.runUntil(NOON + 120 * MINUTE);
    expect(shopper.outcomes.map(({ type, data }) => [type, data.reason])).toEqual([
      ["cart.abandoned", undefined],
      ["cart.retracted", "bot"],
    ]);
  });

  test("one of the store's own people never alerts", () => {
    const shopper = new VirtualShopper({ store: "dev", shopper: "u:u1", rules: rules() });
    shopper.receive([add("a", 0, { internal: true })], NOON);
    shopper.runUntil(NOON + 120 * MINUTE);
    expect(shopper.outcomes).toEqual([]);
  });
});
