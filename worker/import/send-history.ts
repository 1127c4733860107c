import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import { type Stored, sendToShoppers } from "../ingest/send-to-shoppers.ts";

/**
 * Hands each shopper its share of the history. Anonymous shoppers get theirs first: a user takes their past over, and
 * should find it there. Null when a shopper failed.
 */
export async function sendHistory(
  env: Pick<Env, "SHOPPER">,
  config: StoreConfig,
  events: { shopper: ShopperKey; event: ShopperEvent }[],
): Promise<Stored | null> {
  const stored: Stored = { accepted: 0, duplicates: 0 };
  for (const kind of ["a:", "u:"]) {
    const share = events.filter(({ shopper }) => shopper.startsWith(kind));
    const sent = share.length === 0 ? stored : await sendToShoppers(env, config, share, { imported: true });
    if (sent === null) return null;
    if (sent === stored) continue;
    stored.accepted += sent.accepted;
    stored.duplicates += sent.duplicates;
  }
  return stored;
}
