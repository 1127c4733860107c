import type { Episode } from "../cart/cart.ts";
import { hashHex } from "../hash.ts";
import type { ArmFact, Fact } from "./fact.ts";
import type { FactSources } from "./facts-of.ts";

/** One fact for each cart that came due in truth: which arm of the hold-out it is in, and whether it was bought. */
export function armFacts({ truth, rules, heldOut }: Pick<FactSources, "truth" | "rules" | "heldOut">): Fact[] {
  const open = truth.cart !== null && truth.cart.stage !== "browse" ? [{ ...truth.cart, bought: null }] : [];
  const closed = truth.closed.map((cart) => ({ ...cart, bought: cart.how === "purchase" ? cart.closedAt : null }));
  return [...closed, ...open].flatMap(({ openedBy, episodes, bought }) => {
    const dueAt = firstDueAt(episodes);
    if (dueAt === null) return [];
    const inTime = bought !== null && bought > dueAt && bought - dueAt <= rules.attributionWindowMs;
    const value: ArmFact = [dueAt, heldOut, inTime];
    return [{ key: `b:${hashHex(openedBy).slice(0, 12)}`, at: dueAt, value }];
  });
}

function firstDueAt(episodes: readonly Episode[]): number | null {
  const due = episodes.flatMap(({ steps }) =>
    steps.filter(({ result }) => result === "alert").map((step) => step.dueAt),
  );
  return due.length === 0 ? null : Math.min(...due);
}
