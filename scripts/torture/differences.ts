import type { DeliveryLog } from "../../cli/alerts/delivery-log.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import type { Acted } from "./act.ts";
import type { EndState } from "./end-state.ts";

/** What is to be compared: what was done, what the collector says, what the shop was told. */
export interface Compared {
  acted: readonly Acted[];
  state: EndState;
  log: DeliveryLog;
  /** The cut-off, milliseconds. */
  cutoffMs: number;
}

/** Every difference between what shoppers did and what became of it, in sentences; empty when there is none. */
export function differences({ acted, state, log, cutoffMs }: Compared): string[] {
  const found = acted.flatMap((shopper) => [...ofShopper(shopper, state, log, cutoffMs)]);
  found.push(...ofDirectory(acted, state));
  const known = new Set([...state.views.values()].flatMap(({ alerts }) => alerts.map(({ id }) => id)));
  for (const { id } of log.alerts()) if (!known.has(id)) found.push(`alert ${id} was delivered, and nobody knows it`);
  for (const id of log.doubled) found.push(`alert ${id} repeats one that was told under another id`);
  if (log.refused > 0) found.push(`${log.refused} webhooks with a bad signature`);
  for (const { id } of state.pending) found.push(`${id} waits in the queue`);
  return found;
}

function* ofShopper(
  { plan, lastAt, sent }: Acted,
  { views }: EndState,
  log: DeliveryLog,
  cutoffMs: number,
): Generator<string, void> {
  const view = views.get(plan.id);
  if (view === undefined) {
    yield `${plan.id} is not known`;
    return;
  }
  if (view.outbox > 0) yield `${plan.id}: ${view.outbox} outcomes left over`;
  if (plan.anonymousId !== null && views.get(plan.anonymousId)?.shopper !== plan.id) {
    yield `${plan.anonymousId} did not become ${plan.id}`;
  }
  const told = new Set(log.alerts().map(({ id }) => id));
  for (const { id, status } of view.alerts) {
    if ((status === "standing" || status === "recovered") && !told.has(id))
      yield `${id} (${status}) was never delivered`;
  }
  const bought = sent.some(({ event }) => event === "purchase");
  yield* bought ? ofBuyer(plan.id, view) : ofLeaver(plan, view, lastAt + cutoffMs);
  const recoveries = log.ofType("cart.recovered").filter(({ payload }) => payload.data.shopper === plan.id).length;
  const expected = bought && view.alerts.some(({ status }) => status === "recovered") ? 1 : 0;
  if (recoveries !== expected) yield `${plan.id}: ${recoveries} recoveries instead of ${expected}`;
  if (plan.fate === "comes_back" && expected === 0) yield `${plan.id} came back, and no alert is recovered`;
}

function* ofBuyer(id: string, view: ShopperView): Generator<string, void> {
  if (view.cart !== null) yield `${id} bought and still has a cart`;
  for (const { id: alert, status } of view.alerts)
    if (status === "standing") yield `${alert} stands after the purchase`;
}

function* ofLeaver(
  { id, items }: Acted["plan"],
  { cart, alerts }: ShopperView,
  dueAt: number,
): Generator<string, void> {
  const held = lines((cart?.items ?? []).map((item) => [item.item_id, item.quantity, item.price_minor]));
  const wanted = lines(items.map((item) => [item.id, 1, item.priceMinor]));
  if (held !== wanted) yield `${id} holds ${held} instead of ${wanted}`;
  const standing = alerts.filter(({ status }) => status === "standing");
  const due = new Date(dueAt).toISOString();
  if (!standing.some(({ deadline }) => deadline === due)) {
    yield `${id}: no alert stands that was due at ${due}, but ${JSON.stringify(standing.map((one) => one.deadline))}`;
  }
}

/** The directory is a copy, made after the answer: it must have become the same. */
function* ofDirectory(acted: readonly Acted[], { views, carts }: EndState): Generator<string, void> {
  const wanted = new Map<string, string>();
  for (const { plan } of acted) {
    const cart = views.get(plan.id)?.cart;
    if (cart) wanted.set(plan.id, `${cart.cart_id} ${cart.item_count} ${cart.value_minor}`);
  }
  for (const { shopper, cart_id, item_count, value_minor } of carts) {
    const listed = `${cart_id} ${item_count} ${value_minor}`;
    if (wanted.get(shopper) !== listed) yield `the directory lists ${shopper} as ${listed}, not ${wanted.get(shopper)}`;
    wanted.delete(shopper);
  }
  for (const shopper of wanted.keys()) yield `the directory does not list ${shopper}`;
}

function lines(items: readonly (readonly unknown[])[]): string {
  return JSON.stringify(items.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}
