import type { LoggedEvent, LoggedItem } from "../../engine/contribution/logged-event.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";

/** An event of the log and whose it is. */
export interface ShopperLogged {
  shopper: ShopperKey;
  event: LoggedEvent;
}

/** Says "the shopper's own" for a user id or an anonymous id. */
const OWN = 1;
const ID_BYTES = 8;

/**
 * Events in order of time as bytes: a dictionary of every text, then each event in whole numbers of as few bytes as
 * they need. Some 55 bytes an event (measured by test/durable-objects/metrics/event-codec.test.ts); deflate would save
 * a third of that and cost an asynchronous step in every read.
 */
export function encodeEvents(events: readonly ShopperLogged[]): Uint8Array<ArrayBuffer> {
  const texts = new Map<string, number>();
  const body = new ByteWriter();
  let before = 0;
  for (const { shopper, event } of events) {
    const text = (value: string | null): number => {
      if (value === null) return 0;
      const known = texts.get(value);
      if (known !== undefined) return known;
      texts.set(value, texts.size + 1);
      return texts.size;
    };
    const id = (value: string | null): number => {
      if (value === null) return 0;
      return value === shopper.slice(2) ? OWN : text(value) + OWN;
    };
    body.raw(bytesOfHex(event.id));
    body.number(event.at - before);
    before = event.at;
    body.signed(event.receivedAt - event.at);
    for (const value of [event.name, shopper, event.sessionId]) body.number(text(value));
    for (const value of [event.userId, event.anonymousId]) body.number(id(value));
    for (const value of [event.source, event.device, event.orderId, event.currency]) body.number(text(value));
    body.number(event.valueMinor === null ? 0 : event.valueMinor + 1);
    body.number(event.items.length * 2 + (event.trust === "confirmed" ? 1 : 0));
    for (const [item, quantity, priceMinor, currency, name] of event.items) {
      body.number(text(item));
      body.number(text(quantity === null ? null : String(quantity)));
      body.number(priceMinor === null ? 0 : priceMinor + 1);
      body.number(text(currency));
      body.number(text(name));
    }
  }
  const whole = new ByteWriter();
  whole.number(events.length);
  whole.number(texts.size);
  for (const value of texts.keys()) {
    const utf8 = new TextEncoder().encode(value);
    whole.number(utf8.length);
    whole.raw(utf8);
  }
  whole.raw(body.take());
  return whole.take();
}

/** Undoes {@link encodeEvents}. */
export function decodeEvents(bytes: Uint8Array): ShopperLogged[] {
  const reader = new ByteReader(bytes);
  const count = reader.number();
  const decoder = new TextDecoder();
  const texts: string[] = Array.from({ length: reader.number() }, () => decoder.decode(reader.raw(reader.number())));
  const text = (): string | null => {
    const at = reader.number();
    return at === 0 ? null : (texts[at - 1] ?? null);
  };
  let before = 0;
  return Array.from({ length: count }, () => {
    const id = hexOfBytes(reader.raw(ID_BYTES));
    const at = before + reader.number();
    before = at;
    const receivedAt = at + reader.signed();
    const name = text() ?? "";
    const shopper = (text() ?? "") as ShopperKey;
    const sessionId = text();
    const owned = (): string | null => {
      const code = reader.number();
      if (code === 0) return null;
      return code === OWN ? shopper.slice(2) : (texts[code - OWN - 1] ?? null);
    };
    const [userId, anonymousId] = [owned(), owned()];
    const [source, device, orderId, currency] = [text(), text(), text(), text() ?? ""];
    const value = reader.number();
    const last = reader.number();
    const items = Array.from({ length: Math.floor(last / 2) }, () => readItem(reader, text));
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
      items,
      valueMinor: value === 0 ? null : value - 1,
      currency,
      orderId,
    };
    return { shopper, event };
  });
}

function readItem(reader: ByteReader, text: () => string | null): LoggedItem {
  const id = text() ?? "";
  const quantity = text();
  const price = reader.number();
  const currency = text() ?? "";
  return [id, quantity === null ? null : Number(quantity), price === 0 ? null : price - 1, currency, text()];
}

function bytesOfHex(hex: string): Uint8Array {
  return Uint8Array.from({ length: ID_BYTES }, (_, at) => Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16));
}

function hexOfBytes(bytes: Uint8Array): string {
  let hex = "";
  for (const byte of bytes) hex += byte.toString(16).padStart(2, "0");
  return hex;
}
