import type { ShopperKey } from "../../engine/event.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";

const DELETE_ENDED = "DELETE FROM log WHERE shopper = ?";

/** Removes every message of a shopper, waiting or ended. An attempt that is in flight cannot be called back. */
export function eraseShopper(storage: EndpointStorage, shopper: ShopperKey): void {
  if (storage.endpoint === null) return;
  storage.transaction(() => {
    for (const entry of storage.queue.lineOf(shopper)) storage.queue.remove(entry);
    storage.sql.exec(DELETE_ENDED, shopper);
  });
}
