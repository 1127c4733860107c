import type { LoggedEvent, LoggedItem } from "../../engine/contribution/logged-event.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { readLoggedId, writeLoggedId } from "./logged-id.ts";
import { readItemDetails, writeItemDetails } from "./logged-item-details.ts";
import { readSeldomStated, writeSeldomStated } from "./seldom-stated.ts";
import { TextDictionary } from "./text-dictionary.ts";

/** An event of the log and whose it is. */
export interface ShopperLogged {
  shopper: ShopperKey;
  event: LoggedEvent;
}

/** Says "the shopper's own" for a user id or an anonymous id. */
const OWN = 1;
/** Follows a 0, where the count of events stood in the first version: that had hashes for ids, and knew less. */
const VERSION = 2;

/**
 * Events in order of time as bytes: a dictionary of every text, then each event in whole numbers of as few bytes as
 * they need. 50 to 90 bytes an event (measured by test/durable-objects/metrics/event-codec.test.ts); deflate would save
 * a third of that and cost an asynchronous step in every read.
 */
export function encodeEvents(events: readonly ShopperLogged[]): Uint8Array<ArrayBuffer> {
  const texts = new TextDictionary();
  const body = new ByteWriter();
  let before = 0;
  for (const { shopper, event } of events) {
    const text = (value: string | null): void => body.number(texts.code(value));
    writeLoggedId(body, event.id);
    body.number(event.at - before);
    before = event.at;
    body.signed(event.receivedAt - event.at);
    for (const value of [event.name, shopper, event.sessionId]) text(value);
    for (const value of [event.userId, event.anonymousId]) {
      body.number(value === shopper.slice(2) ? OWN : value === null ? 0 : texts.code(value) + OWN);
    }
    for (const value of [event.source, event.device, event.orderId, event.currency]) text(value);
    body.number(event.valueMinor === null ? 0 : event.valueMinor + 1);
    writeSeldomStated(body, event, text);
    body.number(event.items.length * 2 + (event.trust === "confirmed" ? 1 : 0));
    for (const item of event.items) {
      const [id, quantity, priceMinor, currency, name] = item;
      text(id);
      text(quantity === null ? null : String(quantity));
      body.number(priceMinor === null ? 0 : priceMinor + 1);
      for (const value of [currency, name]) text(value);
      writeItemDetails(body, item[5], text);
    }
  }
  const whole = new ByteWriter();
  for (const number of [0, VERSION, events.length]) whole.number(number);
  texts.writeTo(whole);
  whole.raw(body.take());
  return whole.take();
}

/** Undoes {@link encodeEvents}. */
export function decodeEvents(bytes: Uint8Array): ShopperLogged[] {
  return [...readEvents(bytes)];
}

/** The events of {@link encodeEvents} one after the other: whoever has seen enough stops, and the rest stays packed. */
export function* readEvents(bytes: Uint8Array): Generator<ShopperLogged> {
  const reader = new ByteReader(bytes);
  const first = reader.number();
  const version = first === 0 ? reader.number() : 1;
  const count = version === 1 ? first : reader.number();
  const texts = TextDictionary.read(reader);
  const text = (): string | null => texts.of(reader.number());
  let before = 0;
  for (let read = 0; read < count; read += 1) {
    const id = readLoggedId(reader, version);
    const at = before + reader.number();
    before = at;
    const receivedAt = at + reader.signed();
    const name = text() ?? "";
    const shopper = (text() ?? "") as ShopperKey;
    const sessionId = text();
    const owned = (): string | null => {
      const code = reader.number();
      return code === OWN ? shopper.slice(2) : texts.of(code - OWN);
    };
    const [userId, anonymousId] = [owned(), owned()];
    const [source, device, orderId, currency] = [text(), text(), text(), text() ?? ""];
    const value = reader.number();
    const seldom = version === 1 ? {} : readSeldomStated(reader, text);
    const last = reader.number();
    const event: LoggedEvent = {
      id,
      name,
      at,
      receivedAt,
      trust: last % 2 === 1 ? "confirmed" : "claim",
      sessionId,
      userId,
      anonymousId,
      source,
      device,
      items: Array.from({ length: Math.floor(last / 2) }, () => readItem(reader, text, version)),
      valueMinor: value === 0 ? null : value - 1,
      currency,
      orderId,
      ...seldom,
    };
    yield { shopper, event };
  }
}

function readItem(reader: ByteReader, text: () => string | null, version: number): LoggedItem {
  const id = text() ?? "";
  const quantity = text();
  const price = reader.number();
  const [currency, name] = [text() ?? "", text()];
  const item: LoggedItem = [
    id,
    quantity === null ? null : Number(quantity),
    price === 0 ? null : price - 1,
    currency,
    name,
  ];
  const details = version === 1 ? null : readItemDetails(reader, text);
  if (details !== null) item.push(details);
  return item;
}
