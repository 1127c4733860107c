import type { Env } from "../env.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { acknowledge } from "./pending-delta.ts";
import { ship, shipmentOf } from "./ship-delta.ts";
import type { ShopperState } from "./shopper-state.ts";

const DAY_MS = 86_400_000;

/** Ships all that is pending, also what may have arrived already. Rejects when a shard does not take it. */
export async function shipEverything(
  env: Pick<Env, "METRICS_SHARD">,
  state: ShopperState,
  { shards, settings }: Pick<ShopperConfig, "shards" | "settings">,
): Promise<void> {
  const { incarnation } = state;
  for (let shipment = shipmentOf(state, shards); shipment; shipment = shipmentOf(state, shards)) {
    const applied = await ship(env, state, shipment, settings.retention_days.events * DAY_MS);
    acknowledge(state, incarnation, applied);
    if (applied < (shipment.deltas[0]?.sequence ?? 1)) throw new Error("a shard has a gap");
  }
}
