import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";

/** An event and whose it is, as the tests remember them. */
export interface Known {
  shopper: ShopperKey;
  event: ShopperEvent;
}

const DAY_MS = 86_400_000;

/** What is computed here is computed in another way than the product does it: from every event, each time anew. */
export const oracle = {
  /** Counts of items in (after, upTo]. */
  items(known: readonly Known[], name: string, after: number, upTo: number): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { event } of known) {
      if (event.name !== name || event.at <= after || event.at > upTo) continue;
      for (const item of event.items ?? []) counts.set(item.id, (counts.get(item.id) ?? 0) + 1);
    }
    return counts;
  },

  /** Sales of items in minor units in (after, upTo]. */
  sales(known: readonly Known[], currency: string, after: number, upTo: number): Map<string, number> {
    const sums = new Map<string, number>();
    for (const { event } of known) {
      if (event.name !== "purchase" || event.at <= after || event.at > upTo) continue;
      for (const item of event.items ?? []) {
        if (item.currency !== currency) continue;
        sums.set(item.id, (sums.get(item.id) ?? 0) + (item.priceMinor ?? 0) * (item.quantity ?? 1));
      }
    }
    return sums;
  },

  /** Active days (UTC) of each shopper. */
  days(known: readonly Known[]): Map<ShopperKey, Set<number>> {
    const days = new Map<ShopperKey, Set<number>>();
    for (const { shopper, event } of known) {
      const own = days.get(shopper) ?? new Set();
      days.set(shopper, own.add(Math.floor(event.at / DAY_MS)));
    }
    return days;
  },

  /** DAU, WAU and MAU of a day. */
  active(known: readonly Known[], day: number): { dau: number; wau: number; mau: number } {
    const within = (span: number): number =>
      new Set(
        known
          .filter(({ event }) => {
            const own = Math.floor(event.at / DAY_MS);
            return own <= day && own > day - span;
          })
          .map(({ shopper }) => shopper),
      ).size;
    return { dau: within(1), wau: within(7), mau: within(30) };
  },

  /** Distribution and tiers of a day. */
  engagement(
    known: readonly Known[],
    day: number,
  ): { distribution: Record<string, number>; tiers: Record<string, number> } {
    const distribution: Record<string, number> = { power: 0, core: 0, regular: 0, casual: 0 };
    const tiers: Record<string, number> = { ...distribution, at_risk: 0 };
    for (const days of oracle.days(known).values()) {
      const count = [...days].filter((own) => own <= day && own >= day - 29).length;
      if (count === 0) continue;
      const name = count >= 20 ? "power" : count >= 16 ? "core" : count >= 6 ? "regular" : "casual";
      distribution[name] = (distribution[name] ?? 0) + 1;
      const tier = [...days].some((own) => own <= day && own >= day - 7) ? name : "at_risk";
      tiers[tier] = (tiers[tier] ?? 0) + 1;
    }
    return { distribution, tiers };
  },

  /** Shoppers by step of the funnel, any such event within [from, to). */
  reached(known: readonly Known[], from: number, to: number): number[] {
    const steps = ["view_item", "add_to_cart", "begin_checkout", "purchase"];
    return steps.map(
      (name) =>
        new Set(
          known
            .filter(({ event }) => event.name === name && event.at >= from && event.at < to)
            .map(({ shopper }) => shopper),
        ).size,
    );
  },

  /** The ordered funnel with a window, tried event by event. */
  ordered(known: readonly Known[], from: number, to: number, windowMs: number): number[] {
    const steps = ["view_item", "add_to_cart", "begin_checkout", "purchase"];
    const reached = [0, 0, 0, 0];
    for (const own of Map.groupBy(known, ({ shopper }) => shopper).values()) {
      const sorted = own.map(({ event }) => event).toSorted((a, b) => a.at - b.at);
      const entry = sorted.find(({ name, at }) => name === "view_item" && at >= from && at < to);
      if (entry === undefined) continue;
      let since = entry.at;
      for (const [index, name] of steps.entries()) {
        const next = sorted.find(
          (event) => event.name === name && event.at >= since && event.at <= entry.at + windowMs,
        );
        if (next === undefined) break;
        reached[index] = (reached[index] ?? 0) + 1;
        since = next.at;
      }
    }
    return reached;
  },
};
