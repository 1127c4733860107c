import { beforeAll, expect, test } from "vitest";
import type { FoldContext } from "../../../engine/truth/fold-context.ts";
import { EMPTY_HISTORY, History } from "../../../engine/truth/history.ts";
import { MINUTE, NOON, event, item, rules } from "../../support/shopper-events.ts";

const NAMES = ["view_item", "add_to_cart", "page_view", "begin_checkout"];

/** Counts how often folding looks at the rules: as often for every event that it folds, so that folds can be counted. */
function counter() {
  const own = rules();
  let looks = 0;
  const context: FoldContext = {
    get rules() {
      looks += 1;
      return own;
    },
    shopperHash: 7,
    anchors: new Set<string>(),
  };
  const during = (work: () => void): number => {
    const before = looks;
    work();
    return looks - before;
  };
  return { context, during };
}

const made = (index: number) => event(NAMES[index % NAMES.length] ?? "", index, { items: [item("a")] });

/** A shopper with so many events, a minute apart, whose past is forgotten from time to time. */
function shopperWith(count: number) {
  const counting = counter();
  const { lateWindowMs } = rules().constants;
  const history = new History(EMPTY_HISTORY);
  const stride = Math.min(count, 4000);
  for (let index = 0; index < count; index += stride) {
    history.add(
      Array.from({ length: stride }, (_, offset) => made(index + offset)),
      counting.context,
    );
    history.forgetBefore(NOON + (index + stride) * MINUTE - lateWindowMs, counting.context);
  }
  return { history, counting, last: count };
}

type Shopper = ReturnType<typeof shopperWith>;

function foldsOfNext(shopper: Shopper): number {
  const next = made(shopper.last);
  shopper.last += 1;
  return shopper.counting.during(() => shopper.history.add([next], shopper.counting.context));
}

let many: Shopper;

beforeAll(() => {
  many = shopperWith(100_000);
});

test("of a hundred thousand events those of the late window are kept, and of the cart that is open", () => {
  expect(many.history.events.length).toBeLessThan(2 * 72 * 60);
});

test("a new event costs a shopper with a hundred thousand events what it costs one with a hundred", () => {
  expect(foldsOfNext(many)).toBe(foldsOfNext(shopperWith(100)));
});

test("an event that comes a little late refolds what follows it and a stride before", () => {
  const { history, counting, last } = many;
  const late = event("page_view", last - 50.5);
  const folds = counting.during(() => history.add([late], counting.context));
  expect(folds).toBeLessThan(foldsOfNext(many) * 2 * (50 + 64));
});
