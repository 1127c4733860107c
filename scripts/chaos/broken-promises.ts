import type { Delivery } from "../../protocol/delivery.ts";
import type { TimelineOutcome } from "../../protocol/timeline.ts";
import type { Arrival } from "./chaos-receiver.ts";
import type { ChaosShopper } from "./shop.ts";

/** What one endpoint was sent, and what the collector says of it. */
export interface ObservedEndpoint {
  name: string;
  arrivals: readonly Arrival[];
  /** Ids that were answered with 2xx. */
  accepted: ReadonlySet<string>;
  wrong: readonly string[];
  deliveries: readonly Delivery[];
  /** Ids that the owner had sent again: they come when they come. */
  replayed: ReadonlySet<string>;
}

/** Everything that is known in the end. */
export interface Observed {
  shoppers: readonly Pick<ChaosShopper, "id" | "boughtAt">[];
  /** Outcomes that were decided, by shopper. */
  outcomes: ReadonlyMap<string, readonly Pick<TimelineOutcome, "id" | "type" | "endpoints">[]>;
  endpoints: readonly ObservedEndpoint[];
  /** When the runtime was killed, epoch milliseconds. */
  kills: readonly number[];
}

/** `webhook-timestamp` is in whole seconds, rounded down; an answer needs a moment to get from one process to another. */
const TOLERANCE_MS = 1000;
const ATTEMPTS = 10;

/** Every promise about webhooks that was not kept, in sentences; empty when all were. */
export function brokenPromises(observed: Observed): string[] {
  const boughtAt = new Map(observed.shoppers.map((shopper) => [shopper.id, shopper.boughtAt]));
  return [
    ...lost(observed),
    ...observed.endpoints.flatMap((endpoint) => {
      const found = [
        ...wrongEnds(endpoint, boughtAt),
        ...doubled(endpoint),
        ...outOfOrder(endpoint),
        ...afterPurchase(endpoint, boughtAt),
        ...tooSoon(endpoint, observed.kills),
      ];
      return [...endpoint.wrong, ...found].map((text) => `${endpoint.name}: ${text}`);
    }),
  ];
}

function* lost({ outcomes, endpoints }: Observed): Generator<string, void> {
  const known = endpoints.map(({ deliveries }) => new Set(deliveries.map(({ id }) => id)));
  for (const decided of outcomes.values()) {
    for (const outcome of decided) {
      // Also while one is disabled for its failures.
      if (outcome.type === "cart.abandoned" && outcome.endpoints !== known.length) {
        yield `${outcome.id} was meant for ${outcome.endpoints} endpoints`;
      }
      const told = known.filter((ids) => ids.has(outcome.id)).length;
      if (told !== outcome.endpoints)
        yield `${outcome.id} is known to ${told} endpoints instead of ${outcome.endpoints}`;
    }
  }
}

function* wrongEnds(
  { deliveries, accepted, arrivals }: ObservedEndpoint,
  boughtAt: ReadonlyMap<string, number | null>,
): Generator<string, void> {
  for (const { id, event_type, shopper, state, reason, attempts, history } of deliveries) {
    if (state === "pending") yield `${id} still waits`;
    if (state === "delivered" && !accepted.has(id)) yield `${id} counts as delivered and was never accepted`;
    const bought = boughtAt.get(shopper) ?? null;
    if (state === "cancelled" && (event_type !== "cart.abandoned" || bought === null)) {
      yield `${id} was cancelled without a purchase`;
    }
    if (state !== "dead") continue;
    if (reason !== "attempts_exhausted") yield `${id} is a dead letter: ${reason}`;
    else if (attempts !== ATTEMPTS || history.length < ATTEMPTS) {
      yield `${id} is a dead letter after ${attempts} attempts, of which ${history.length} are remembered`;
    }
  }
  const known = new Set(deliveries.map(({ id }) => id));
  for (const { id } of arrivals) if (!known.has(id)) yield `${id} arrived and is in no log`;
}

/** The same thing told under two ids. */
function* doubled({ arrivals }: ObservedEndpoint): Generator<string, void> {
  const idOf = new Map<string, string>();
  for (const { id, payload } of arrivals) {
    const { cart_id, episode, step, transaction_id = "" } = payload.data;
    const fact = [payload.type, cart_id, episode, step, transaction_id].join(" ");
    const first = idOf.get(fact) ?? id;
    if (first !== id) yield `${id} repeats ${first}`;
    idOf.set(fact, first);
  }
}

function* outOfOrder({ arrivals, replayed }: ObservedEndpoint): Generator<string, void> {
  const latest = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const { shopper } = arrival.payload.data;
    const before = latest.get(shopper);
    const isEarlier = before !== undefined && decidedAt(arrival) < decidedAt(before);
    if (isEarlier && !replayed.has(arrival.id)) yield `${arrival.id} came after ${before.id}`;
    if (before === undefined || decidedAt(before) < decidedAt(arrival)) latest.set(shopper, arrival);
  }
}

function* afterPurchase(
  { arrivals }: ObservedEndpoint,
  boughtAt: ReadonlyMap<string, number | null>,
): Generator<string, void> {
  for (const { id, payload, begunAt } of arrivals) {
    const bought = boughtAt.get(payload.data.shopper) ?? null;
    if (payload.type !== "cart.abandoned" || bought === null) continue;
    if (begunAt > bought + TOLERANCE_MS) yield `${id} was attempted ${begunAt - bought} ms after the purchase`;
  }
}

/** Who asked for a second was not asked again within it, as far as the collector lived to hear it. */
function* tooSoon({ arrivals, replayed }: ObservedEndpoint, kills: readonly number[]): Generator<string, void> {
  const asked = new Map<string, number>();
  for (const { id, receivedAt, behaviour, answeredAt } of arrivals) {
    const at = asked.get(id) ?? null;
    const killed = at !== null && kills.some((kill) => kill >= at - TOLERANCE_MS && kill <= receivedAt);
    if (at !== null && receivedAt < at + 1000 && !killed && !replayed.has(id)) {
      yield `${id} was tried again ${receivedAt - at} ms after it had asked for a second`;
    }
    asked.delete(id);
    if (behaviour === "asks_to_wait_a_second" && answeredAt !== null) asked.set(id, answeredAt);
  }
}

function decidedAt({ payload }: Arrival): number {
  return Date.parse(payload.timestamp);
}
