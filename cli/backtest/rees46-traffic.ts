import { parse } from "csv-parse/sync";
import type { ShopperEvent } from "../../engine/event.ts";
import { toMinor } from "../../engine/money.ts";
import { eventName } from "../../engine/normalize/event-name.ts";
import { cleanId } from "../../engine/shopper-key.ts";
import { CommandError } from "../command-error.ts";
import { eventTime } from "../replay/event-time.ts";
import { assertRees46Columns } from "../replay/rees46-row.ts";
import type { ReceivedEvent } from "./traffic.ts";

const LINE_DIGITS = 10;
const TIME = "event_time is not like 2019-11-01 00:00:00 UTC";

/**
 * Rows of shop traffic in the REES46 column format as events of users, each received when it happened. A cart row adds
 * one piece; a purchase row names no order, so each is a sale of its own.
 * Throws {@link CommandError} naming the line that cannot be read.
 */
export async function* rees46Traffic(
  lines: AsyncIterable<string[]>,
  options: { currency: string },
): AsyncGenerator<ReceivedEvent[]> {
  let row: RowReader | null = null;
  let line = 0;
  for await (const texts of lines) {
    const received: ReceivedEvent[] = [];
    for (const text of texts) {
      line += 1;
      if (text === "") continue;
      if (row === null) row = new RowReader(fieldsOf(text, line), options.currency);
      else received.push(row.read(fieldsOf(text, line), line));
    }
    yield received;
  }
}

class RowReader {
  readonly #columns: number;
  readonly #at: Record<"time" | "type" | "product" | "price" | "user" | "session", number>;
  readonly #currency: string;
  readonly #names = new Map<string, string>();
  #lastTime: { text: string; at: number } = { text: "", at: 0 };

  constructor(header: readonly string[], currency: string) {
    assertRees46Columns(header);
    this.#columns = header.length;
    this.#currency = currency;
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
    const id = cleanId(fields[columns.product]) ?? bad(line, "product_id is missing");
    const price = fields[columns.price] ?? "";
    const priceMinor = price === "" ? null : toMinor(price, this.#currency);
    if (price !== "" && (priceMinor === null || priceMinor < 0)) bad(line, "price is not a decimal number from 0");
    const name = this.#nameOf(type);
    const currency = this.#currency;
    // A view states no quantity; a removal without one would take the whole line away.
    const quantity = name === "view_item" ? null : 1;
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
      items: [{ id, variant: null, name: null, priceMinor, currency, quantity, url: null, imageUrl: null }],
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

  #nameOf(type: string): string {
    let name = this.#names.get(type);
    if (name === undefined) {
      name = eventName(type, { item_id: "any" });
      this.#names.set(type, name);
    }
    return name;
  }
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
