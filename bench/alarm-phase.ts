import { setTimeout as sleep } from "node:timers/promises";
import { startAlertReceiver } from "./alert-receiver.ts";
import { percentile } from "./percentile.ts";

/** The cut-off of every cart here; a cart is due that long after the time its event states. */
const CUTOFF_MS = 600_000;
/**
 * Every shopper that was written to wakes once more within a minute, to see that its changes have left. Deadlines begin
 * when that is over: it is the arming's doing, not theirs.
 */
const SETTLE_MS = 75_000;
/** Time for arming one cart. */
const ARM_MS = 9;
const SHOPPERS_PER_BATCH = 250;
const LANES = 8;

/** What is armed, and how the receiver behaves. */
export interface AlarmPhase {
  name: string;
  carts: number;
  /** All carts are due evenly within this time; 0: at one instant. */
  spreadMs: number;
  answerAfterMs: number;
  /** How long after the last one is due the phase ends at the latest. */
  patienceMs: number;
}

/** What came of a phase. Milliseconds. */
export interface AlarmFigures {
  carts: number;
  received: number;
  /** `fired_at` − `deadline`. */
  fired_p50_ms: number;
  fired_p99_ms: number;
  fired_worst_ms: number;
  /** Alerts that fired in a second, from the first deadline to the last firing; null where they were spread. */
  fired_per_second: number | null;
  /** From the last deadline to the last arrival at the receiver. */
  last_received_after_ms: number;
  /** Alerts that fired over a second earlier than one that was due before them. */
  out_of_due_order: number;
}

/** Arms carts, waits until their alerts have arrived, and says how late they were. */
export async function measureAlarms(api: CollectorApi, phase: AlarmPhase): Promise<AlarmFigures> {
  const receiver = await startAlertReceiver(phase.answerAfterMs);
  try {
    const minutes = CUTOFF_MS / 60_000;
    await api.send("PATCH", "/v1/settings", { cutoff_minutes: { cart: minutes, checkout: minutes, payment: minutes } });
    const webhook = (await api.send("POST", "/v1/webhooks", { url: receiver.url })) as { id: string };
    const sendMs = SETTLE_MS + phase.carts * ARM_MS;
    const firstDueAt = Date.now() + sendMs;
    await armCarts(api, phase, firstDueAt);
    if (Date.now() > firstDueAt) throw new Error("Arming took longer than planned; the figures would be wrong");
    const lastDueAt = firstDueAt + phase.spreadMs;
    const giveUpAt = lastDueAt + phase.patienceMs;
    while (receiver.alerts.size < phase.carts && Date.now() < giveUpAt) await sleep(100);
    await api.send("DELETE", `/v1/webhooks/${webhook.id}`);
    return figuresOf(phase, [...receiver.alerts.values()], lastDueAt);
  } finally {
    await receiver.stop();
  }
}

/** The collector's HTTP API with the secret key. Rejects with the answer when it is no success. */
export interface CollectorApi {
  send(method: string, path: string, body?: unknown): Promise<unknown>;
}

async function armCarts(api: CollectorApi, phase: AlarmPhase, firstDueAt: number): Promise<void> {
  const carts = Array.from({ length: phase.carts }, (_, index) => ({
    type: "track",
    event: "add_to_cart",
    userId: `${phase.name}-${index}`,
    messageId: `${phase.name}-${index}`,
    timestamp: new Date(firstDueAt + Math.floor((phase.spreadMs * index) / phase.carts) - CUTOFF_MS).toISOString(),
    properties: { items: [{ item_id: "mug", price: 12.5 }] },
  }));
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let from = next; from < carts.length; from = next) {
      next += SHOPPERS_PER_BATCH;
      await api.send("POST", "/v1/batch", { batch: carts.slice(from, from + SHOPPERS_PER_BATCH) });
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

function figuresOf(
  phase: AlarmPhase,
  alerts: { deadlineAt: number; firedAt: number; receivedAt: number }[],
  lastDueAt: number,
): AlarmFigures {
  const delays = alerts.map(({ firedAt, deadlineAt }) => firedAt - deadlineAt);
  const firstDue = Math.min(...alerts.map(({ deadlineAt }) => deadlineAt));
  const seconds = (Math.max(...alerts.map(({ firedAt }) => firedAt)) - firstDue) / 1000;
  return {
    carts: phase.carts,
    received: alerts.length,
    fired_p50_ms: percentile(delays, 0.5),
    fired_p99_ms: percentile(delays, 0.99),
    fired_worst_ms: Math.max(...delays),
    fired_per_second: phase.spreadMs > 5_000 ? null : Math.round(alerts.length / seconds),
    last_received_after_ms: Math.max(...alerts.map(({ receivedAt }) => receivedAt)) - lastDueAt,
    out_of_due_order: overtaken(alerts),
  };
}

/** Alerts due at the same time have no order among themselves. */
function overtaken(alerts: { deadlineAt: number; firedAt: number }[]): number {
  let [earliestLater, earliestSame, dueAt, count] = [Infinity, Infinity, Infinity, 0];
  for (const { deadlineAt, firedAt } of alerts.toSorted((a, b) => b.deadlineAt - a.deadlineAt)) {
    if (deadlineAt < dueAt) [earliestLater, earliestSame] = [Math.min(earliestLater, earliestSame), Infinity];
    if (earliestLater < firedAt - 1000) count += 1;
    earliestSame = Math.min(earliestSame, firedAt);
    dueAt = deadlineAt;
  }
  return count;
}
