import type { EpisodeFact } from "../../../engine/contribution/fact.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import { firstInOrder } from "../first-in-order.ts";
import { readRecords } from "../read-records.ts";
import type { ShardState } from "../shard-state.ts";

/** A page of the shoppers of whom something was decided: the first so many behind a key. */
export interface ToldShoppersQuestion {
  after: ShopperKey | null;
  limit: number;
}

/** A shopper of whom something was decided, or whose past is made of several. */
export interface ToldShopper {
  shopper: ShopperKey;
  /** What its alerted episodes count for, by cart and number. */
  episodes: Record<string, EpisodeFact>;
}

/**
 * The shoppers of this shard, in the order of their keys, of whom an export of the ledger may tell: those with an alert,
 * and those who are kept out of the figures, of whom the shard knows no alerts.
 */
export function toldShoppers({ sql, directory }: ShardState, { after, limit }: ToldShoppersQuestion): ToldShopper[] {
  const behind = [...directory.rows.keys()].filter((key) => /^[ua]:/.test(key) && (after === null || key > after));
  const found: ToldShopper[] = [];
  // Few shoppers are told of: pages are read until there are enough of them.
  for (let rest = behind.toSorted(byKey); rest.length > 0 && found.length < limit; rest = rest.slice(READ_AT_ONCE)) {
    const keys = rest.slice(0, READ_AT_ONCE);
    const records = readRecords(sql, directory, keys);
    for (const shopper of keys) {
      const facts = records.get(shopper)?.facts ?? {};
      const episodes = Object.entries(facts).filter(([key]) => key.startsWith("e:"));
      if (episodes.length === 0 && facts["k"] === undefined && facts["x"] === undefined) continue;
      const named = episodes.map(([key, value]) => [key.slice(2), value as EpisodeFact] as const);
      found.push({ shopper, episodes: Object.fromEntries(named) });
    }
  }
  return firstInOrder(found, limit, (a, b) => byKey(a.shopper, b.shopper));
}

const READ_AT_ONCE = 512;

function byKey(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
