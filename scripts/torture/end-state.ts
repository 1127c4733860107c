import { ownerRequest, type OwnerAccess } from "../../cli/collector/owner-request.ts";
import type { AbandonedCart, AbandonedCartsAnswer } from "../../protocol/abandoned-carts.ts";
import type { DeliveriesAnswer, Delivery } from "../../protocol/delivery.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";

/** Everything that the collector says of itself, to be compared with what it was told. */
export interface EndState {
  /** By user id; what was asked under the anonymous id stands under that. */
  views: Map<string, ShopperView>;
  /** The directory of carts. */
  carts: AbandonedCart[];
  /** Messages that wait in the endpoint's queue. */
  pending: Delivery[];
}

const CONCURRENCY = 16;

/** Reads it all: the view of every id, the directory, the queue of the endpoint. */
export async function readEndState(access: OwnerAccess, ids: readonly string[], endpoint: string): Promise<EndState> {
  const views = new Map<string, ShopperView>();
  const left = [...ids];
  await Promise.all(
    Array.from({ length: CONCURRENCY }, async () => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) {
        const path = `/v1/shoppers/${encodeURIComponent(id)}`;
        views.set(id, (await ownerRequest(access, { method: "GET", path })) as ShopperView);
      }
    }),
  );
  const carts: AbandonedCart[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const path = `/v1/carts/abandoned?idle_minutes=0&limit=1000${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const page = (await ownerRequest(access, { method: "GET", path })) as AbandonedCartsAnswer;
    carts.push(...page.data);
    cursor = page.next_cursor;
  }
  const path = `/v1/webhooks/${endpoint}/deliveries?state=pending&limit=1000`;
  const { data: pending } = (await ownerRequest(access, { method: "GET", path })) as DeliveriesAnswer;
  return { views, carts, pending };
}
