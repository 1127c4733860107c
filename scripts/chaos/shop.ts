import { setTimeout as sleep } from "node:timers/promises";
import type { OutcomeData } from "../../protocol/outcome.ts";
import { sendUntilTaken, type Target } from "../torture/send-until-taken.ts";

/** What a shopper does once the first alert has arrived at the shop. */
export type Fate = "leaves" | "buys" | "had_bought" | "adds_again";

/** A shopper of the chaos. */
export interface ChaosShopper {
  id: string;
  fate: Fate;
  /** At whose receiver its alert must arrive before it goes on. */
  hearsFrom: "bad" | "good";
  /** Pause between the arrival of the alert and what follows, milliseconds. */
  pauseMs: number;
  /** When the purchase was acknowledged, epoch milliseconds; null until then. */
  boughtAt: number | null;
  /** True when nothing more will be sent. */
  done: boolean;
}

const LONGEST_PAUSE_MS = 2000;
const FATES: readonly Fate[] = ["leaves", "leaves", "buys", "buys", "buys", "buys", "had_bought", "adds_again"];

/** A shopper, the same for the same random numbers. */
export function newShopper(id: string, random: () => number): ChaosShopper {
  const fate = FATES[Math.floor(random() * FATES.length)] ?? "leaves";
  const hearsFrom = random() < 0.8 ? "bad" : "good";
  return { id, fate, hearsFrom, pauseMs: Math.floor(random() * LONGEST_PAUSE_MS), boughtAt: null, done: false };
}

/** Fills a cart; resolves when that is acknowledged. */
export async function fillCart(target: Target, { id }: ChaosShopper, item = "mug"): Promise<void> {
  const properties = { currency: "USD", items: [{ item_id: item, price: 12.5, quantity: 1 }] };
  await sendUntilTaken(target, [message(id, "add_to_cart", item, properties)]);
}

/** What the shopper does after an alert about it has arrived. */
export async function goOn(target: Target, shopper: ChaosShopper, alert: OutcomeData): Promise<void> {
  if (shopper.fate !== "leaves") await sleep(shopper.pauseMs);
  if (shopper.fate === "adds_again") await fillCart(target, shopper, "tea");
  if (shopper.fate === "buys" || shopper.fate === "had_bought") {
    const purchase = message(shopper.id, "purchase", "order", {
      transaction_id: `order-${shopper.id}`,
      currency: "USD",
      value: 12.5,
    });
    // In one case it comes late: the cart had been bought before the alert was due.
    const at = shopper.fate === "buys" ? purchase.timestamp : alert.last_activity;
    await sendUntilTaken(target, [{ ...purchase, timestamp: at }]);
    shopper.boughtAt = Date.now();
  }
  shopper.done = true;
}

function message(userId: string, event: string, id: string, properties: object) {
  const timestamp = new Date().toISOString();
  return { messageId: `${userId}-${id}`, type: "track", event, userId, timestamp, properties };
}
