import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import type { Alias } from "../../engine/normalize/normalize-message.ts";

/** One event of past traffic and when it was received. Times are epoch milliseconds. */
export interface ReceivedEvent {
  at: number;
  /** Line of the file, from 1. */
  line: number;
  /** Null for a confirmed order without a user: the shopper is who used its order or cart token. */
  shopper: ShopperKey | null;
  event: ShopperEvent;
}

/** The shop's own word that two ids are one person. */
export interface ReceivedAlias {
  at: number;
  line: number;
  alias: Pick<Alias, "userId" | "previousId">;
}

/** What past traffic consists of. */
export type Received = ReceivedEvent | ReceivedAlias;

/** Messages that the collector would have refused, by code. */
export type Refused = Map<string, number>;

/** The formats of past traffic. */
export const FORMATS = ["rees46", "ndjson", "messages"] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];
