/** What a shopper will do. */
export type Fate =
  /** Fills a cart and is not seen again. */
  | "leaves"
  /** The same, but without a name until shortly before the end. */
  | "signs_in"
  /** Buys before the alert is due. */
  | "buys"
  /** Buys once the alert has arrived at the shop. */
  | "comes_back";

/** One message of a shopper, before it has a time. */
export interface PlannedMessage {
  /** Pause before it, milliseconds. */
  afterMs: number;
  fields: { messageId: string; type: "track" | "identify"; event?: string; properties?: object } & Partial<Who>;
}

interface Who {
  userId: string;
  anonymousId: string;
}

/** A shopper's script. */
export interface ShopperPlan {
  /** The user id. */
  id: string;
  /** Null for a shopper who has a name from the beginning. */
  anonymousId: string | null;
  fate: Fate;
  messages: PlannedMessage[];
  /** Sent when the alert has arrived, by a shopper who comes back; null for the others. */
  comesBackWith: PlannedMessage | null;
  /** What the cart shall hold: every item once, at its own price. */
  items: { id: string; priceMinor: number }[];
}

const FATES: readonly Fate[] = ["leaves", "leaves", "signs_in", "signs_in", "buys", "comes_back"];
const MAX_ADDS = 5;
const MAX_PAUSE_MS = 1200;

/** A shopper's script, the same for the same random numbers. Every item has a price of its own, so that sums tell. */
export function planShopper(id: string, random: () => number): ShopperPlan {
  const fate = FATES[Math.floor(random() * FATES.length)] ?? "leaves";
  const anonymousId = fate === "signs_in" ? `guest-${id}` : null;
  const pause = (): number => Math.round(50 + random() * MAX_PAUSE_MS);
  const adds = 1 + Math.floor(random() * MAX_ADDS);
  const items = Array.from({ length: adds }, (_, index) => ({
    id: `${id}-item-${index}`,
    priceMinor: 100 + Math.floor(random() * 10_000),
  }));
  const who = anonymousId === null ? { userId: id } : { anonymousId };
  const messages: PlannedMessage[] = items.map((item, index) => ({
    afterMs: pause(),
    fields: {
      messageId: `${id}-add-${index}`,
      type: "track",
      event: "add_to_cart",
      ...who,
      properties: {
        currency: "USD",
        items: [{ item_id: item.id, price: item.priceMinor / 100, quantity: 1 }],
      },
    },
  }));
  const order: PlannedMessage = {
    afterMs: pause(),
    fields: {
      messageId: `${id}-order`,
      type: "track",
      event: "purchase",
      userId: id,
      properties: {
        transaction_id: `order-${id}`,
        currency: "USD",
        value: items.reduce((sum, { priceMinor }) => sum + priceMinor, 0) / 100,
      },
    },
  };
  if (anonymousId !== null) {
    messages.push({
      afterMs: pause(),
      fields: { messageId: `${id}-identify`, type: "identify", userId: id, anonymousId },
    });
  }
  if (fate === "buys") messages.push(order);
  return { id, anonymousId, fate, messages, comesBackWith: fate === "comes_back" ? order : null, items };
}
