import * as fc from "fast-check";
import { expect, test } from "vitest";
import { shopActionEvent } from "../../../engine/cart/shop-action.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import type { ExplainAnswer } from "../../../protocol/explain.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, event, item, rules } from "../../support/shopper-events.ts";
import { explainPast } from "./explain-at.ts";

const NAMES = ["view_item", "add_to_cart", "add_to_cart", "remove_from_cart", "cart_updated", "begin_checkout"];
const OTHERS = ["add_payment_info", "purchase", "page_view", "session_end", "order_cancelled", "close", "mute"];

const drawn = fc.record({
  name: fc.constantFrom(...NAMES, ...OTHERS),
  minute: fc.integer({ min: 0, max: 240 }),
  delay: fc.constantFrom(0, 0, 0, 1, 90),
  items: fc.array(
    fc.tuple(fc.constantFrom("a", "b"), fc.integer({ min: 0, max: 3000 })).map(([id, price]) => item(id, price)),
    { maxLength: 2 },
  ),
  automated: fc.nat(9),
});

const settings: fc.Arbitrary<Partial<Settings>> = fc.record({
  cutoff_minutes: fc.record({
    browse: fc.constantFrom(null, 10),
    cart: fc.constantFrom(null, 15, 30),
    checkout: fc.constantFrom(null, 10),
    payment: fc.constantFrom(5, 30),
  }),
  ladder_minutes: fc.constantFrom([], [40], [30, 60]),
  idle_policy: fc.constantFrom("any_activity" as const, "cart_activity" as const),
  minimum_value: fc.constantFrom(0, 0, 20),
  cool_off_minutes: fc.constantFrom(0, 0, 50),
  quiet_hours: fc.constantFrom(null, { from: "13:00", to: "14:10" }),
  expire_days: fc.constantFrom(30, 0.1),
  holdout_percent: fc.constantFrom(0, 0, 50),
  shadow: fc.constantFrom(false, false, true),
});

function made({ name, minute, delay, items, automated }: typeof drawn extends fc.Arbitrary<infer D> ? D : never) {
  const receivedAt = NOON + (minute + delay) * MINUTE;
  if (name === "close" || name === "mute") return shopActionEvent(name, NOON + minute * MINUTE, String(delay));
  const bot: Partial<ShopperEvent> = automated === 0 ? { automated: true, botAgent: true } : {};
  return event(name, minute, { items, receivedAt, transactionId: name === "purchase" ? `o${minute}` : null, ...bot });
}

/** When explain says that an alert will be decided; null for never. */
function foretold({ decision }: Pick<ExplainAnswer, "decision">): number | null {
  const { state, until } = decision;
  const fires = state === "armed" || state === "waiting" || (state === "silent" && until !== null);
  expect(fires).toBe(until !== null);
  return until === null ? null : Date.parse(until);
}

test("in whatever situation, the alert that explain foretells is the one that comes, and no other does", () => {
  const situation = fc.tuple(fc.array(drawn, { maxLength: 14 }), settings, fc.nat(330 * 60), fc.nat(13));
  fc.assert(
    fc.property(situation, ([list, changed, second, near]) => {
      const events: ShopperEvent[] = list.map(made);
      // Within a minute of news, if there is an event of that number: that is when late alerts wait.
      const news = events[near];
      const now = news === undefined ? NOON + second * 1000 : news.receivedAt + (second % 60) * 1000;
      const past = { shopper: "u:u1" as const, events, now, rules: rules(changed), shadow: changed.shadow === true };
      const { answer, nextAlert } = explainPast(past);
      const at = foretold(answer);
      const next = nextAlert(NOON + 40 * 24 * 60 * MINUTE);
      expect(next?.at ?? null).toBe(at);
      const told = next === undefined ? null : next.endpoints.length > 0;
      expect(told).toBe(next === undefined ? null : answer.decision.state !== "silent");
      expect(answer.rules.find(({ rule }) => rule === answer.decision.rule)?.passes).toBe(false);
    }),
    { numRuns: 3000 },
  );
});
