import { hash32 } from "../hash.ts";
import { catalogue } from "./catalogue.ts";
import type { TimedMessage } from "./generated-message.ts";
import { longTail } from "./long-tail.ts";
import { Random } from "./random.ts";
import { rhythm } from "./rhythm.ts";
import { TimeQueue } from "./time-queue.ts";
import { type TrafficLocale, TRAFFIC_SHOPS } from "./traffic-locale.ts";
import { LONGEST_VISIT_MS, Visit, type VisitShop } from "./visit.ts";
import { type Visitor, newVisitor } from "./visitor.ts";
import { type VisitReason, writeVisit } from "./write-visit.ts";

/** What traffic to make. The same options give the same messages, byte for byte. */
export interface TrafficOptions {
  /** How many messages, exactly. */
  count: number;
  seed: string;
  /** Epoch milliseconds: the last message is before it. */
  until: number;
  /** How long the traffic lasts; at least two hours. */
  lengthMs: number;
  locale: TrafficLocale;
}

/** Messages of a visit, on average: how many visits the span is filled with. Too few or too many even out. */
const MESSAGES_PER_VISIT = 10;
/** Known visitors who may come again; a bound on memory. */
const MOST_KNOWN = 20_000;
const COMES_AGAIN = 0.4;
/** Between two visits of one person: more than what ends a session. */
const BETWEEN_VISITS_MS = 2 * 3_600_000;
const RETURNS_TO_CART = 0.4;
const CANCELS = 0.06;

/**
 * The traffic of a shop in the order of time: people come with the rhythm of day and week, look, search, fill carts,
 * leave them, come back to them, pay, fail to pay, cancel. Nobody is on two visits at once.
 */
export function* generateTraffic(options: TrafficOptions): Generator<TimedMessage> {
  const crowd = new Crowd(options);
  const spoken = new TimeQueue<TimedMessage>();
  for (;;) {
    const nextVisitAt = crowd.nextVisitAt;
    for (let said = takeBefore(spoken, nextVisitAt); said !== undefined; said = takeBefore(spoken, nextVisitAt)) {
      yield said;
    }
    if (nextVisitAt === Infinity) return;
    for (const message of crowd.nextVisit()) spoken.put(message.at, message);
  }
}

function takeBefore(spoken: TimeQueue<TimedMessage>, at: number): TimedMessage | undefined {
  return spoken.nextAt < at ? spoken.take() : undefined;
}

/** Everybody who comes, and when. */
class Crowd {
  readonly #shop: VisitShop;
  readonly #random: Random;
  readonly #startOf: (share: number) => number;
  readonly #lastStartAt: number;
  readonly #known: Visitor[] = [];
  readonly #planned = new TimeQueue<{ visitor: Visitor; reason: VisitReason }>();
  /** Visitors with a planned visit: they do not also come by chance. */
  readonly #expected = new Set<Visitor>();
  #left: number;
  #share = 0;
  #nextAt: number;
  #visits = 0;
  #visitors = 0;

  constructor({ count, seed, until, lengthMs, locale }: TrafficOptions) {
    const random = new Random(`${seed} ${locale}`);
    const products = catalogue(locale);
    // Which products are popular is chance, not their place in the catalogue.
    const ranked = products.map((product) => [random.next(), product] as const).toSorted(([a], [b]) => a - b);
    const draw = longTail(products.length);
    const run = hash32(seed).toString(36);
    const anyProduct = () => ranked[draw(random)]?.[1] ?? random.pick(products);
    this.#random = random;
    this.#shop = { ...TRAFFIC_SHOPS[locale], locale, random, anyProduct, run, items: new Map() };
    this.#left = count;
    this.#lastStartAt = until - LONGEST_VISIT_MS - 1;
    const span = { from: until - lengthMs, until: this.#lastStartAt, utcOffsetMs: this.#shop.utcOffsetMs };
    this.#startOf = rhythm(span);
    this.#nextAt = this.#startOf(0);
  }

  /** When the next visit begins; Infinity when everything is said. */
  get nextVisitAt(): number {
    return this.#left === 0 ? Infinity : Math.min(this.#nextAt, this.#planned.nextAt);
  }

  /** Writes the next visit: its messages, and what follows from it later. */
  nextVisit(): TimedMessage[] {
    const startAt = this.nextVisitAt;
    const planned = this.#planned.nextAt <= this.#nextAt ? this.#planned.take() : undefined;
    const visitor = planned?.visitor ?? this.#whoComes(startAt);
    this.#expected.delete(visitor);
    this.#visits += 1;
    const visit = new Visit(this.#shop, visitor, { number: this.#visits, startAt });
    writeVisit(visit, planned?.reason ?? "shop");
    const messages = visit.messages.slice(0, this.#left);
    this.#left -= messages.length;
    visitor.lastAt = visit.messages.at(-1)?.at ?? startAt;
    this.#planReturn(visitor);
    if (planned === undefined) this.#moveOn();
    return messages;
  }

  /** What is left to say is spread over what is left of the time. */
  #moveOn(): void {
    const visitsLeft = Math.max(1, this.#left / MESSAGES_PER_VISIT);
    this.#share += Math.min(1, this.#random.exponential(1) / visitsLeft) * (1 - this.#share);
    this.#nextAt = this.#startOf(this.#share);
  }

  #whoComes(at: number): Visitor {
    if (this.#known.length > 0 && this.#random.chance(COMES_AGAIN)) {
      const known = this.#random.pick(this.#known);
      if (!this.#expected.has(known) && known.lastAt + BETWEEN_VISITS_MS < at) return known;
    }
    this.#visitors += 1;
    const { locale, run } = this.#shop;
    const visitor = newVisitor(this.#random, { locale, run, number: this.#visitors });
    if (this.#known.length < MOST_KNOWN) this.#known.push(visitor);
    else this.#known[this.#random.below(MOST_KNOWN)] = visitor;
    return visitor;
  }

  #planReturn(visitor: Visitor): void {
    const reason = this.#reasonToReturn(visitor);
    if (reason === null) return;
    const at = visitor.lastAt + BETWEEN_VISITS_MS + Math.floor(this.#random.exponential(20 * 3_600_000));
    if (at > this.#lastStartAt) return;
    this.#planned.put(at, { visitor, reason });
    this.#expected.add(visitor);
  }

  #reasonToReturn({ cart, order }: Visitor): VisitReason | null {
    if (cart.length > 0) return this.#random.chance(RETURNS_TO_CART) ? "return" : null;
    return order !== null && this.#random.chance(CANCELS) ? "cancel" : null;
  }
}
