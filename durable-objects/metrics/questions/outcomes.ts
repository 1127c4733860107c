import type { EpisodeFact } from "../../../engine/contribution/fact.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import type { LiveOutcome } from "../../../protocol/live.ts";
import { outcomeOf } from "../outcome-of.ts";
import { readLine } from "../read-records.ts";
import type { ShardState } from "../shard-state.ts";
import { recordOfLine } from "../stored-record.ts";

/** The latest outcomes: how many. */
export interface OutcomesQuestion {
  limit: number;
}

/** The latest outcomes of this shard's shoppers, newest first: of each alerted episode of a cart what came of it last. */
export function outcomes(state: ShardState, { limit }: OutcomesQuestion): LiveOutcome[] {
  const latest: ShopperKey[] = [];
  for (const { shopper } of state.directory.views.byToldAt().members()) {
    if (latest.length === limit) break;
    latest.push(shopper);
  }
  return latest
    .flatMap((shopper) => {
      const line = readLine(state.sql, state.directory, shopper);
      if (line === null) return [];
      const { directory, facts } = recordOfLine(line);
      return Object.entries(facts).flatMap(([key, value]) => {
        if (!key.startsWith("e:")) return [];
        const outcome = outcomeOf({ shopper, directory }, [key, value as EpisodeFact], null);
        return outcome === null ? [] : [outcome];
      });
    })
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, limit);
}
