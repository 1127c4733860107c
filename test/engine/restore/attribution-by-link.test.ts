import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { shopActionEvent } from "../../../engine/cart/shop-action.ts";
import { episodeFacts } from "../../../engine/contribution/episode-facts.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { mergeTruths } from "../../../engine/identity/merge-truths.ts";
import { decide } from "../../../engine/ledger/decide.ts";
import type { DecisionInput } from "../../../engine/ledger/decision-input.ts";
import { EMPTY_LEDGER, type Ledger, anchorsOf } from "../../../engine/ledger/ledger.ts";
import { followLink } from "../../../engine/restore/follow-link.ts";
import { type RestoreLink, withLink } from "../../../engine/restore/restore-link.ts";
import { advance } from "../../../engine/truth/advance.ts";
import { compareEvents } from "../../../engine/truth/event-order.ts";
import { foldEvent } from "../../../engine/truth/fold-event.ts";
import { EMPTY_HISTORY, History } from "../../../engine/truth/history.ts";
import { EMPTY_TRUTH } from "../../../engine/truth/truth.ts";
import { MINUTE, NOON, add, event, item, rules } from "../../support/shopper-events.ts";

const SET = rules({ recovery_coupons: ["BACK"] });
const at = (minute: number) => NOON + minute * MINUTE;
const reports = (minute: number, hash = "h1") => event("page_view", minute, { restoreToken: hash });
const buys = (minute: number, more: Partial<ShopperEvent> = {}) =>
  event("purchase", minute, { transactionId: "o1", ...more });

/** A shopper whose events come as they happen; a cart left at noon is alerted at minute 30, and a link made then. */
class Linked {
  readonly history = new History(EMPTY_HISTORY);
  ledger: Ledger = EMPTY_LEDGER;
  readonly attributions: (string | undefined)[] = [];

  hears(...events: ShopperEvent[]): this {
    for (const each of events) {
      this.history.add([each], this.context());
      this.decides(each.receivedAt);
    }
    return this;
  }

  decides(now: number): this {
    const truth = advance(this.history.tip, now, true, this.context());
    const input: DecisionInput = {
      truth,
      context: this.context(),
      now,
      lastReceivedAt: now,
      store: "dev",
      shopper: "u:u1",
      salt: "",
      endpoints: [],
    };
    const { ledger, outcomes } = decide(this.ledger, input);
    this.ledger = ledger;
    for (const { type, data } of outcomes) if (type === "cart.recovered") this.attributions.push(data.attribution);
    return this;
  }

  links(hash: string, minute: number, more: Partial<RestoreLink> = {}): this {
    const { cart } = this.history.tip;
    const beganBy = cart?.episodes.at(-1)?.beganBy ?? "";
    const link = { hash, cartId: "c_1", beganBy, createdAt: at(minute), expiresAt: at(minute + 600), ...more };
    this.ledger = { ...this.ledger, links: withLink(this.ledger.links, link) };
    return this;
  }

  follows(hash: string, minute: number) {
    return followLink(advance(this.history.tip, at(minute), true, this.context()), this.ledger.links, hash, at(minute));
  }

  context() {
    return { rules: SET, shopperHash: 7, anchors: anchorsOf(this.ledger) };
  }
}

const alerted = () => new Linked().hears(add("a", 0)).decides(at(30)).links("h1", 30);

describe("attribution by link", () => {
  test.each([
    ["the page reported the token", [reports(40), buys(50)], "link"],
    ["nobody reported it", [event("page_view", 40), buys(50)], "window"],
    ["the purchase itself reports it", [buys(50, { restoreToken: "h1" })], "link"],
    ["a link goes before a coupon", [reports(40), buys(50, { coupon: "back" })], "link"],
    ["another token was reported", [reports(40, "h2"), buys(50, { coupon: "back" })], "coupon"],
    ["the report came after the purchase", [buys(50), reports(51)], "window"],
    ["it happened before the purchase, and came late", [buys(50), { ...reports(40), receivedAt: at(60) }], "window"],
    ["the cart grew after the report", [reports(40), add("b", 41), buys(50)], "link"],
    ["the link had expired", [reports(640), buys(650)], "window"],
  ])("%s", (_, events, attribution) => {
    expect(alerted().hears(...events).attributions).toEqual([attribution]);
  });

  test.each([
    ["link", [reports(40), buys(50)]],
    ["coupon", [buys(50, { coupon: "back" })]],
    ["window", [buys(50)]],
    ["none", [buys(30 + 8 * 24 * 60)]],
  ])("the figures count %s as it was told", (attribution, events) => {
    const { ledger, history } = alerted().hears(...events);
    const carts = ledger.carts.map((cart) => ({ ...cart, told: [] }));
    const [fact] = episodeFacts({ ledger: { ...ledger, carts }, truth: history.tip });
    expect(fact?.value).toMatchObject({ result: "recovered", order: { attribution } });
  });

  test("a report counts for its own cart, not for the next one", () => {
    const shopper = alerted().hears(reports(40), buys(50), add("b", 60), reports(61)).decides(at(91));
    shopper.hears(buys(100, { transactionId: "o2" }));
    expect(shopper.attributions).toEqual(["link", "window"]);
  });

  test("a link finds its cart when that began earlier than was known", () => {
    const shopper = alerted().hears({ ...add("z", -5), receivedAt: at(35) }, reports(40), buys(50));
    expect(shopper.attributions).toEqual(["link"]);
  });

  test("a link that was made without an alert counts as well", () => {
    const shopper = new Linked().hears(add("a", 0)).links("h9", 5).hears(reports(10, "h9")).decides(at(40));
    expect(shopper.hears(buys(50)).attributions).toEqual(["link"]);
  });
});

describe("where a link leads", () => {
  test.each([
    ["its open cart", [add("b", 35)], 40, { kind: "open", lines: [{ id: "a" }, { id: "b" }] }],
    ["bought", [buys(35)], 40, { kind: "bought" }],
    ["bought, though another cart is open", [buys(35), add("b", 36)], 40, { kind: "bought" }],
    ["gone, when it was emptied", [event("cart_updated", 35, { items: [] })], 40, { kind: "gone" }],
    ["gone, when the shop closed it", [shopActionEvent("close", at(35), "1")], 40, { kind: "gone" }],
    ["its muted cart", [shopActionEvent("mute", at(35), "1")], 40, { kind: "open", lines: [{ id: "a" }] }],
    ["its cart, a moment before the end", [], 630 - 1 / 60_000, { kind: "open" }],
    ["gone, at its end", [], 630, { kind: "gone" }],
    ["gone, when the cart expired", [], 31 * 24 * 60, { kind: "gone" }],
  ])("%s", (_, events, minute, followed) => {
    expect(
      alerted()
        .hears(...events)
        .follows("h1", minute),
    ).toMatchObject(followed);
  });

  test("nowhere, for a token that is not known", () => {
    expect(alerted().follows("h2", 40)).toEqual({ kind: "unknown" });
  });

  test("an expired link is forgotten once no late event can report it, and old ones give way to many new ones", () => {
    const shopper = alerted();
    expect(shopper.decides(at(630)).ledger.links).toHaveLength(1);
    expect(shopper.decides(at(630 + 72 * 60 + 1)).ledger.links).toHaveLength(0);
    for (let index = 0; index < 100; index += 1) shopper.links(`n${index}`, 40);
    expect(shopper.ledger.links).toHaveLength(64);
    expect(shopper.ledger.links.at(-1)?.hash).toBe("n99");
  });
});

const drawn = fc.array(
  fc.record({
    what: fc.constantFrom("add_to_cart", "page_view", "purchase", "close", "mute", "begin_checkout"),
    minute: fc.integer({ min: 0, max: 90 }),
    token: fc.constantFrom(undefined, "h1", "h2", "h3"),
    id: fc.nat(60),
  }),
  { maxLength: 24 },
);

test("reports and what the shop does fold the same in whatever order they arrive", () => {
  fc.assert(
    fc.property(drawn, fc.infiniteStream(fc.nat(1000)), (list, chance) => {
      const byId = new Map(
        list.map(({ what, minute, token, id }) => {
          if (what === "close" || what === "mute") return [`s${id}`, shopActionEvent(what, at(minute), String(id))];
          const report = token === undefined ? {} : { restoreToken: token };
          return [`m${id}`, event(what, minute, { id: `m${id}`, items: [item("a")], ...report })];
        }),
      );
      const all = [...new Map([...byId.values()].map((each) => [each.id, each])).values()];
      const context = { rules: SET, shopperHash: 7, anchors: new Set<string>() };
      const expected = all
        .toSorted(compareEvents)
        .reduce((truth, each) => foldEvent(truth, each, context), EMPTY_TRUTH);
      const history = new History(EMPTY_HISTORY);
      const mixed = all.map((each) => ({ each, key: Number(chance.next().value) })).toSorted((a, b) => a.key - b.key);
      for (const { each } of mixed) history.add([each], context);
      expect(history.tip).toEqual(expected);
    }),
    { numRuns: 500 },
  );
});

test("of two shoppers who are one, the first report of a token counts", () => {
  const one = {
    ...EMPTY_TRUTH,
    reported: [
      { hash: "h1", at: 5 },
      { hash: "h2", at: 9 },
    ],
  };
  const other = {
    ...EMPTY_TRUTH,
    reported: [
      { hash: "h2", at: 3 },
      { hash: "h3", at: 4 },
    ],
  };
  const merged = [
    { hash: "h2", at: 3 },
    { hash: "h3", at: 4 },
    { hash: "h1", at: 5 },
  ];
  expect(mergeTruths(one, other).reported).toEqual(merged);
  expect(mergeTruths(other, one).reported).toEqual(merged);
});
