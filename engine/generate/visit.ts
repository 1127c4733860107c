import type { Product } from "./catalogue.ts";
import type { GeneratedMessage, TimedMessage } from "./generated-message.ts";
import { isoTime } from "./iso-time.ts";
import type { Random } from "./random.ts";
import type { TrafficLocale, TrafficShop } from "./traffic-locale.ts";
import type { Visitor, VisitorLine } from "./visitor.ts";

/** The shop that a visit takes place in. */
export interface VisitShop extends TrafficShop {
  locale: TrafficLocale;
  random: Random;
  /** Draws a product by its popularity. */
  anyProduct: () => Product;
  /** Goes into ids. */
  run: string;
  /** Products as messages name them, by id and quantity: made once, named often. */
  items: Map<string, object>;
}

/** A visit is given up rather than made longer than this. */
export const LONGEST_VISIT_MS = 55 * 60_000;
/** Well below the half hour that ends a session. */
const LONGEST_GAP_MS = 20 * 60_000;

/** One visit while it is written down: the clock, and what was said so far. */
export class Visit {
  readonly shop: VisitShop;
  readonly visitor: Visitor;
  readonly messages: TimedMessage[] = [];
  readonly #id: string;
  readonly #sessionId: string;
  readonly #context: GeneratedMessage["context"];
  readonly #startAt: number;
  #at: number;

  constructor(shop: VisitShop, visitor: Visitor, { number, startAt }: { number: number; startAt: number }) {
    this.shop = shop;
    this.visitor = visitor;
    this.#id = `${shop.run}-${number}`;
    this.#sessionId = `s-${this.#id}`;
    this.#context = { locale: shop.locale };
    this.#startAt = startAt;
    this.#at = startAt;
  }

  /** The number of the visit within the run, in ids. */
  get id(): string {
    return this.#id;
  }

  /** Says something about goods, or nothing but that it happened, after a pause of `meanSeconds` on average. */
  say(event: string, meanSeconds: number, details: Record<string, unknown> = {}): void {
    const { source, device, browser, userId } = this.visitor;
    this.#add(meanSeconds, "track", event, { source, device, browser, is_guest: userId === null, ...details });
  }

  /** Tells who the visitor is. */
  introduce(): void {
    const { name, email, street, district, city } = this.visitor.person;
    this.visitor.introduced = true;
    this.#add(2, "identify", undefined, { name, email, street, district, city });
  }

  /** The fields that name products and their prices. */
  goods(lines: readonly VisitorLine[]): Record<string, unknown> {
    return { currency: this.shop.currency, items: lines.map(({ product, quantity }) => this.#item(product, quantity)) };
  }

  #item({ id, name, brand, category, price }: Product, quantity: number): object {
    const key = `${id} ${quantity}`;
    let item = this.shop.items.get(key);
    if (item === undefined) {
      item = { item_id: id, item_name: name, item_brand: brand, item_category: category, price, quantity };
      this.shop.items.set(key, item);
    }
    return item;
  }

  #add(meanSeconds: number, type: "track" | "identify", event: string | undefined, fields: Record<string, unknown>) {
    if (this.messages.length > 0) {
      const pauseMs = 500 + Math.floor(this.shop.random.exponential(meanSeconds * 1000));
      this.#at += Math.min(pauseMs, LONGEST_GAP_MS);
    }
    if (this.#at - this.#startAt > LONGEST_VISIT_MS) return;
    this.messages.push({ at: this.#at, message: this.#message(type, event, fields) });
  }

  /** Assigned one by one, not spread: this runs for every message, and its time shows. */
  #message(type: "track" | "identify", event: string | undefined, fields: Record<string, unknown>): GeneratedMessage {
    const { userId, anonymousId } = this.visitor;
    const place = String(this.messages.length + 1).padStart(3, "0");
    const timestamp = isoTime(this.#at);
    const message: Partial<GeneratedMessage> = { messageId: `m-${this.#id}-${place}`, type };
    if (event !== undefined) message.event = event;
    message.timestamp = timestamp;
    if (userId !== null) message.userId = userId;
    if (anonymousId !== null) message.anonymousId = anonymousId;
    message.sessionId = this.#sessionId;
    message.context = this.#context;
    if (type === "track") message.properties = fields;
    else message.traits = fields;
    return message as GeneratedMessage;
  }
}
