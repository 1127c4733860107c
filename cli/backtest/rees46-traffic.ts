import { parse } from "csv-parse/sync";
import type { Item, ShopperEvent } from "../../engine/event.ts";
import { toMinor } from "../../engine/money.ts";
import { eventName } from "../../engine/normalize/event-name.ts";
import { cleanId } from "../../engine/shopper-key.ts";
import { CommandError } from "../command-error.ts";
import { eventTime } from "../replay/event-time.ts";
import { assertRees46Columns } from "../replay/rees46-row.ts";
import type { ReceivedEvent } from "./traffic.ts";

/** How rows are read. */
export interface Rees46Options {
  currency: string;
  /** False where nothing depends on what was viewed: most rows are views. */
  viewedItems: boolean;
}

const LINE_DIGITS = 10;
/** Prices of so many products are remembered. */
const KNOWN_PRICES = 100_000;
const TIME = "event_time is not like 2019-11-01 00:00:00 UTC";

/**
 * Rows of shop traffic in the REES46 column format as events of users, each received when it happened. A cart row adds
 * one piece; a purchase row names no order, so each is a sale of its own.
 * Throws {@link CommandError} naming the line that cannot be read.
 */
export async function* rees46Traffic(
  lines: AsyncIterable<string[]>,
  options: Rees46Options,
): AsyncGenerator<ReceivedEvent[]> {
  let row: RowReader | null = null;
  let line = 0;
  for await (const texts of lines) {
    const received: ReceivedEvent[] = [];
    for (const text of texts) {
      line += 1;
      if (text === "") continue;
      if (row === null) row = new RowReader(fieldsOf(text, line), options);
      else received.push(row.read(fieldsOf(text, line), line));
    }
    yield received;
  }
}

class RowReader {
  readonly #columns: number;
  readonly #at: Record<"time" | "type" | "product" | "price" | "user" | "session", number>;
  readonly #options: Rees46Options;
  readonly #names = new Map<string, string>();
  readonly #prices = new Map<string, number>();
  #lastTime: { text: string; at: number } = { text: "", at: 0 };

  constructor(header: readonly string[], options: Rees46Options) {
    assertRees46Columns(header);
    this.#columns = header.length;
    this.#options = options;
    this.#at = {
      time: header.indexOf("event_time"),
      type: header.indexOf("event_type"),
      product: header.indexOf("product_id"),
      price: header.indexOf("price"),
      user: header.indexOf("user_id"),
      session: header.indexOf("user_session"),
    };
  }

  read(fields: readonly string[], line: number): ReceivedEvent {
    if (fields.length !== this.#columns) bad(line, "another number of fields than the header");
    const columns = this.#at;
    const at = this.#timeOf(fields[columns.time] ?? "", line);
    const userId = cleanId(fields[columns.user]) ?? bad(line, "user_id is missing");
    const type = fields[columns.type] ?? "";
    if (type === "") bad(line, "event_type is missing");
    const product = fields[columns.product] ?? "";
    if (product === "") bad(line, "product_id is missing");
    const priceMinor = this.#priceOf(fields[columns.price] ?? "", line);
    const name = this.#nameOf(type);
    const isView = name === "view_item";
    const { currency, viewedItems } = this.#options;
    const event: ShopperEvent = {
      id: String(line).padStart(LINE_DIGITS, "0"),
      trust: "claim",
      name,
      at,
      receivedAt: at,
      sessionId: cleanId(fields[columns.session]),
      userId,
      anonymousId: null,
      verified: false,
      // A view states no quantity; a removal without one would take the whole line away.
      items: isView && !viewedItems ? null : [itemOf(product, { priceMinor, currency, quantity: isView ? null : 1 })],
      valueMinor: null,
      currency,
      transactionId: null,
      cartToken: null,
      coupon: null,
      locale: null,
      traits: null,
    };
    return { at, line, shopper: `u:${userId}`, event };
  }

  /** Rows of one second follow each other. */
  #timeOf(text: string, line: number): number {
    if (text !== this.#lastTime.text) this.#lastTime = { text, at: eventTime(text) ?? bad(line, TIME) };
    return this.#lastTime.at;
  }

  #priceOf(text: string, line: number): number | null {
    if (text === "") return null;
    const known = this.#prices.get(text);
    if (known !== undefined) return known;
    const price = toMinor(text, this.#options.currency);
    if (price === null || price < 0) return bad(line, "price is not a decimal number from 0");
    if (this.#prices.size < KNOWN_PRICES) this.#prices.set(text, price);
    return price;
  }

  #nameOf(type: string): string {
    let name = this.#names.get(type);
    if (name === undefined) {
      name = eventName(type, { item_id: "any" });
      this.#names.set(type, name);
    }
    return name;
  }
}

function itemOf(product: string, stated: Pick<Item, "priceMinor" | "currency" | "quantity">): Item {
  return { id: cleanId(product) ?? product, variant: null, name: null, ...stated, url: null, imageUrl: null };
}

/** Almost no row has quotes. */
function fieldsOf(text: string, line: number): string[] {
  if (!text.includes('"')) return text.split(",");
  try {
    return parse(text, { relax_column_count: true, relax_quotes: true })[0] ?? [];
  } catch {
    return bad(line, "its quotes do not close");
  }
}

function bad(line: number, why: string): never {
  throw new CommandError(`Line ${line} cannot be read: ${why}.`);
}
