import type { ShopperLogged } from "../../durable-objects/metrics/event-codec.ts";
import { compareLogged } from "../../durable-objects/metrics/questions/events.ts";
import type { DeliveryRecord } from "../../durable-objects/webhook/list-deliveries.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { Env } from "../../durable-objects/env.ts";
import { orderShardOf } from "../../engine/contribution/order-shard.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { idsOfCustomer } from "../metrics/ids-of-customer.ts";
import { toEvent } from "../metrics/to-event.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperStub } from "../shopper-stub.ts";
import { storeStub } from "../store-stub.ts";
import { endpointStub } from "../webhooks/endpoint-stub.ts";
import { toDelivery } from "../webhooks/to-delivery.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import { allPages } from "./all-pages.ts";
import { NO_FILTER } from "../metrics/no-filter.ts";

/**
 * Everything that a store holds of a shopper, under every id it had: what is known, what happened and was decided, the
 * event log, what was sent or waits to be sent, orders and whether this shopper's claim on each is the one that counts.
 * Null for a shopper of whom nothing is known; `partial` when a shard did not answer.
 */
export async function exportShopper(env: Env, config: StoreConfig, shopper: ShopperKey) {
  const stub = shopperStub(env, config.store, shopper);
  const view = await stub.view(shopperConfig(config));
  if (view === null) return null;
  const customer = await idsOfCustomer(env, config, view.shopper);
  const timeline: NonNullable<Awaited<ReturnType<typeof stub.timeline>>>["entries"] = [];
  for (let after: Parameters<typeof stub.timeline>[0] = null; ;) {
    const page = await stub.timeline(after, 1000);
    timeline.push(...(page?.entries ?? []));
    if (page === null || page.next === null) break;
    after = page.next;
  }
  let isPartial = customer.partial.partial === true;
  const logged = await allPages<ShopperLogged>(async (after, limit) => {
    const filter = { ...NO_FILTER, customers: customer.ids };
    const { answers, partial } = await askQuestion(env, config, "events", { filter, after, limit });
    isPartial ||= partial.partial === true;
    return answers.flat().toSorted(compareLogged).slice(0, limit);
  });
  const orders = [...new Set(logged.flatMap(({ event }) => event.orderId ?? []))];
  const body = {
    shopper: view,
    ids: customer.ids,
    timeline,
    events: logged.map(toEvent),
    deliveries: await deliveriesTo(env, config, customer.ids),
    orders: await Promise.all(
      orders.map(async (order) => ({ transaction_id: order, counts: await isOwner(env, config, order, customer.ids) })),
    ),
    as_of: new Date().toISOString(),
  };
  return isPartial ? { ...body, partial: true as const } : body;
}

async function deliveriesTo(env: Env, { store }: StoreConfig, ids: readonly string[]) {
  const found = [];
  for (const { id } of await storeStub(env, store).endpoints()) {
    for (const shopper of ids) {
      const rows = await allPages<DeliveryRecord>((after, limit) =>
        endpointStub(env, store, id).deliveries({ ...EVERY_DELIVERY, shopper, before: after?.seq ?? null, limit }),
      );
      found.push(...rows.map((row) => ({ endpoint: id, ...toDelivery(row) })));
    }
  }
  return found;
}

const EVERY_DELIVERY = { state: null, type: null, start: null, end: null };

async function isOwner(
  env: Env,
  { store, shards }: StoreConfig,
  order: string,
  ids: readonly string[],
): Promise<boolean> {
  storageCounters.addRequest("MetricsShard");
  const owner = await env.METRICS_SHARD.getByName(`${store}/shard/${orderShardOf(order, shards)}`).ownerOfOrder(order);
  return owner !== null && ids.includes(owner.slice(2));
}
