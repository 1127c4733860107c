import { expect, test } from "vitest";
import type { Delivery } from "../../../protocol/delivery.ts";
import type { OutcomePayload, OutcomeType } from "../../../protocol/outcome.ts";
import { behaviourOf } from "../../../scripts/chaos/behaviour.ts";
import { brokenPromises, type Observed } from "../../../scripts/chaos/broken-promises.ts";
import type { Arrival } from "../../../scripts/chaos/chaos-receiver.ts";
import { sampleOutcome } from "../../../worker/webhooks/sample-outcome.ts";

const NOON = Date.UTC(2026, 10, 20, 12);

/** The `second`th second after noon; ann's outcomes, decided in the order of their ids. */
function arrival(id: string, second: number, more: Partial<Arrival> = {}): Arrival {
  const at = NOON + second * 1000;
  return { id, payload: payload(id), receivedAt: at, begunAt: at, behaviour: "accepts", answeredAt: at, ...more };
}

function payload(id: string, type: OutcomeType = "cart.abandoned"): OutcomePayload {
  const sample = sampleOutcome(type, NOON + Number(id));
  return { ...sample, data: { ...sample.data, shopper: "ann", step: Number(id) } };
}

function delivery(id: string, more: Partial<Delivery> = {}): Delivery {
  return {
    id,
    event_type: "cart.abandoned",
    shopper: "ann",
    state: "delivered",
    reason: null,
    attempts: 1,
    created_at: "",
    finished_at: null,
    next_attempt_at: null,
    history: [],
    ...more,
  };
}

interface Seen {
  arrivals?: Arrival[];
  accepted?: string[];
  deliveries?: Delivery[];
  replayed?: string[];
  wrong?: string[];
  kills?: number[];
  boughtAt?: number;
  meantFor?: number;
}

/** Ann, of whom outcomes 1 and 2 were decided for one endpoint; all is well but for what is said. */
function observed(seen: Seen): Observed {
  return {
    shoppers: [{ id: "ann", boughtAt: seen.boughtAt ?? null }],
    outcomes: new Map([
      ["ann", ["1", "2"].map((id) => ({ id, type: "cart.abandoned" as const, endpoints: seen.meantFor ?? 1 }))],
    ]),
    endpoints: [
      {
        name: "bad",
        arrivals: seen.arrivals ?? [arrival("1", 0), arrival("2", 1)],
        accepted: new Set(seen.accepted ?? ["1", "2"]),
        wrong: seen.wrong ?? [],
        deliveries: seen.deliveries ?? [delivery("1"), delivery("2")],
        replayed: new Set(seen.replayed),
      },
    ],
    kills: seen.kills ?? [],
  };
}

const exhausted = { state: "dead", reason: "attempts_exhausted" } as const;
const ten = Array.from({ length: 10 }, () => ({ at: "", status: 500, duration_ms: 1, error: null, response: null }));
const asks = arrival("1", 0, { behaviour: "asks_to_wait_a_second" });
const soon = [asks, arrival("1", 0.5), arrival("2", 1)];

test.each<[string, Seen]>([
  ["everything arrived in order", {}],
  ["something arrived twice", { arrivals: [arrival("1", 0), arrival("1", 1), arrival("2", 2)] }],
  [
    "a dead letter has its history",
    { deliveries: [delivery("1", { ...exhausted, attempts: 10, history: ten }), delivery("2")] },
  ],
  [
    "a purchase cancelled an alert",
    { boughtAt: NOON, deliveries: [delivery("1", { state: "cancelled" }), delivery("2")] },
  ],
  ["the owner had something sent again", { arrivals: [arrival("2", 0), arrival("1", 1)], replayed: ["1"] }],
  ["an attempt began before the purchase", { boughtAt: NOON + 1500 }],
  ["a wait was forgotten in a kill", { arrivals: soon, kills: [NOON + 100] }],
])("all is well when %s", (_what, seen) => expect(brokenPromises(observed(seen))).toEqual([]));

test.each<[string, Seen, string]>([
  [
    "an outcome is lost",
    { deliveries: [delivery("1")], arrivals: [arrival("1", 0)] },
    "2 is known to 0 endpoints instead of 1",
  ],
  [
    "an outcome waits for ever",
    { deliveries: [delivery("1"), delivery("2", { state: "pending" })] },
    "bad: 2 still waits",
  ],
  ["a log lies", { accepted: ["1"] }, "bad: 2 counts as delivered and was never accepted"],
  [
    "an alert is cancelled",
    { deliveries: [delivery("1", { state: "cancelled" }), delivery("2")] },
    "bad: 1 was cancelled without a purchase",
  ],
  [
    "a dead letter was not tried enough",
    { deliveries: [delivery("1", { ...exhausted, attempts: 9, history: ten }), delivery("2")] },
    "bad: 1 is a dead letter after 9 attempts, of which 10 are remembered",
  ],
  [
    "a dead letter was not saved",
    { deliveries: [delivery("1", { state: "dead", reason: "gone" }), delivery("2")] },
    "bad: 1 is a dead letter: gone",
  ],
  [
    "something comes from nowhere",
    { arrivals: [arrival("1", 0), arrival("2", 1), arrival("3", 2)] },
    "bad: 3 arrived and is in no log",
  ],
  [
    "the same is told under two ids",
    { arrivals: [arrival("1", 0), arrival("2", 1, { payload: payload("1") })] },
    "bad: 2 repeats 1",
  ],
  ["the order is wrong", { arrivals: [arrival("2", 0), arrival("1", 1)] }, "bad: 1 came after 2"],
  [
    "an attempt begins after the purchase",
    { boughtAt: NOON - 1001 },
    "bad: 1 was attempted 1001 ms after the purchase",
  ],
  [
    "who asked for a second is not given it",
    { arrivals: soon },
    "bad: 1 was tried again 500 ms after it had asked for a second",
  ],
  ["an alert is meant for nobody", { meantFor: 0 }, "1 was meant for 0 endpoints"],
  ["a signature is bad", { wrong: ["9: no match"] }, "bad: 9: no match"],
])("it is said when %s", (_what, seen, said) => expect(brokenPromises(observed(seen))).toContain(said));

const treated = (seed: number) => Array.from({ length: 50 }, (_, index) => behaviourOf(seed, `c_${index}`, 1));

test("an attempt is treated the same for the same seed, and otherwise for another", () => {
  expect(treated(1)).toEqual(treated(1));
  expect(treated(1)).not.toEqual(treated(2));
});
