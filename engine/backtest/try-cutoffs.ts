import { OUTCOME_TYPES } from "../../protocol/outcome.ts";
import type { Rules } from "../rules.ts";
import { type Figures, Tally } from "./tally.ts";
import { type Addressed, VirtualStore } from "./virtual-store.ts";

/** Everything that is decided is told to this one. */
const ADDRESSEE = { id: "backtest", eventTypes: OUTCOME_TYPES };
/** So many events are folded without a pause. */
const STRIDE = 500;

/** A store's past and the rules to try on it. */
export interface CutoffTrial {
  store: string;
  salt: string;
  rules: readonly Rules[];
  /** Where the virtual clock stops: epoch milliseconds. */
  until: number;
  /** Called between strides, so that others who share the thread get their turn. */
  pause: () => Promise<void>;
}

/**
 * What each of the rules would have come to, had every event been received when it happened. `past` is in the order of
 * its times; every event is in it once.
 */
export async function tryCutoffs(past: readonly Addressed[], trial: CutoffTrial): Promise<Figures[]> {
  const { store, salt, rules, until, pause } = trial;
  const runs = rules.map((each) => {
    const tally = new Tally();
    const endpoints = [ADDRESSEE];
    const onOutcome = tally.add.bind(tally);
    return { tally, store: new VirtualStore({ store, rules: each, salt, endpoints, punctual: true, onOutcome }) };
  });
  for (const run of runs) {
    for (const [index, addressed] of past.entries()) {
      if (index > 0 && index % STRIDE === 0) await pause();
      run.store.receive([punctual(addressed)], addressed.event.at);
    }
    run.store.runUntil(until);
  }
  return runs.map(({ tally }) => tally.figures());
}

function punctual({ shopper, event }: Addressed): Addressed {
  return { shopper, event: { ...event, receivedAt: event.at } };
}
