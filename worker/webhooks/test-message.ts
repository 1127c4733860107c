import type { OutcomeType } from "../../protocol/outcome.ts";
import { sampleOutcome } from "./sample-outcome.ts";

/**
 * What POST /v1/webhooks/:id/test sends: a sample of an outcome, or a type of its own that nobody takes for a cart. In
 * either case the id begins with `test-`.
 */
export function testMessage(random: string, now: number, type: OutcomeType | undefined): { id: string; body: string } {
  const message = { message: "This is a test. Your endpoint can be reached." };
  const payload =
    type === undefined
      ? { type: "webhook.test", timestamp: new Date(now).toISOString(), data: message }
      : sampleOutcome(type, now);
  return { id: `test-${random}`, body: JSON.stringify(payload) };
}
