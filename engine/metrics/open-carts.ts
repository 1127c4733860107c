import type { Stage } from "../../protocol/outcome.ts";
import type { Rules } from "../rules.ts";

/** Whoever did something within this time is in the shop. */
const ACTIVE_MS = 30 * 60_000;

/** What is known of a shopper together with others. Times are epoch milliseconds. */
export interface OpenCart {
  /** `browse` for a shopper without a cart. */
  stage: Stage;
  lastActivityAt: number;
  valueMinor: number;
  currency: string;
}

/** Shoppers and open carts at one moment. Money in minor units by currency. */
export interface OpenCarts {
  /** Shoppers who did something in the last half hour. */
  active: number;
  carts: number;
  value: Record<string, number>;
  /** Carts whose last activity lies further back than the cut-off of their stage. */
  idle: number;
  idleValue: Record<string, number>;
  /** Carts within the cut-off of their stage: an alarm is armed for each. */
  armed: number;
  /** The earliest moment at which one of these passes its cut-off; null when there is none. */
  nextAt: number | null;
}

/** No shoppers at all. */
export function noOpenCarts(): OpenCarts {
  return { active: 0, carts: 0, value: {}, idle: 0, idleValue: {}, armed: 0, nextAt: null };
}

/** Counts one more shopper at `now`. Carts of a stage that is switched off are neither idle nor armed. */
export function countOpenCart(sums: OpenCarts, cart: OpenCart, cutoffMs: Rules["cutoffMs"], now: number): void {
  if (now - cart.lastActivityAt < ACTIVE_MS) sums.active += 1;
  if (cart.stage === "browse") return;
  sums.carts += 1;
  addMoney(sums.value, cart);
  const cutoff = cutoffMs[cart.stage];
  if (cutoff === null) return;
  const dueAt = cart.lastActivityAt + cutoff;
  if (dueAt > now) {
    sums.armed += 1;
    sums.nextAt = Math.min(sums.nextAt ?? dueAt, dueAt);
  } else {
    sums.idle += 1;
    addMoney(sums.idleValue, cart);
  }
}

/** Two counts together: of two shards, for one. */
export function addOpenCarts(a: OpenCarts, b: OpenCarts): OpenCarts {
  return {
    active: a.active + b.active,
    carts: a.carts + b.carts,
    value: addSums(a.value, b.value),
    idle: a.idle + b.idle,
    idleValue: addSums(a.idleValue, b.idleValue),
    armed: a.armed + b.armed,
    nextAt: a.nextAt === null ? b.nextAt : b.nextAt === null ? a.nextAt : Math.min(a.nextAt, b.nextAt),
  };
}

function addMoney(sums: Record<string, number>, { currency, valueMinor }: OpenCart): void {
  if (currency !== "") sums[currency] = (sums[currency] ?? 0) + valueMinor;
}

function addSums(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const sums = { ...a };
  for (const [currency, minor] of Object.entries(b)) sums[currency] = (sums[currency] ?? 0) + minor;
  return sums;
}
