import { setTimeout as sleep } from "node:timers/promises";
import type { PlannedMessage, ShopperPlan } from "./plan-shopper.ts";
import { sendUntilTaken, type Target } from "./send-until-taken.ts";

/** A message as it was sent: its time is the shopper's, however often it is sent. */
export type SentMessage = PlannedMessage["fields"] & { timestamp: string };

/** What a shopper did, and when. */
export interface Acted {
  plan: ShopperPlan;
  /** Everything sent so far; all of it is acknowledged once `done` is true. */
  sent: SentMessage[];
  /** Time of the last message, epoch milliseconds. */
  lastAt: number;
  /** Requests that were not answered with an acknowledgement. */
  retries: number;
  /** The script is over and everything is acknowledged. */
  done: boolean;
}

/** A shopper of whom nothing was heard yet. */
export function newActed(plan: ShopperPlan): Acted {
  return { plan, sent: [], lastAt: 0, retries: 0, done: false };
}

/** Plays messages: each at its moment, and what is not acknowledged yet goes along with the next. */
export async function act(target: Target, acted: Acted, messages: readonly PlannedMessage[]): Promise<void> {
  acted.done = false;
  const waiting: SentMessage[] = [];
  let sending: Promise<void> | null = null;

  async function send(): Promise<void> {
    while (waiting.length > 0) {
      const batch = [...waiting];
      const { attempts, rejected } = await sendUntilTaken(target, batch);
      acted.retries += attempts - 1;
      if (rejected.length > 0) throw new Error(`${acted.plan.id}: ${JSON.stringify(rejected)}`);
      waiting.splice(0, batch.length);
    }
    sending = null;
  }

  for (const { afterMs, fields } of messages) {
    await sleep(afterMs);
    acted.lastAt = Date.now();
    const message = { ...fields, timestamp: new Date(acted.lastAt).toISOString() };
    acted.sent.push(message);
    waiting.push(message);
    sending ??= send();
    // A failure is told below; until then it is nobody's unhandled rejection.
    sending.catch(() => {});
  }
  await sending;
  acted.done = true;
}
