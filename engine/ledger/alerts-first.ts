import type { ShopperEvent } from "../event.ts";
import { advance } from "../truth/advance.ts";
import { History, type StoredHistory } from "../truth/history.ts";
import { decideAlert } from "./decide-alert.ts";
import type { DecisionInput } from "./decision-input.ts";
import type { Ledger } from "./ledger.ts";
import { holds } from "./locate-alert.ts";

/**
 * True when an alert is due and stays so with events that have just come: it is to be decided before they are taken in,
 * because they may begin another episode, and the one that is over would never be told. The alarm would have rung
 * first, had it rung in time. `events` are slim; `input` is as before them.
 */
export function alertsFirst(
  { checkpoint, events: known, tip }: Readonly<Omit<StoredHistory, "events">> & { events: readonly ShopperEvent[] },
  events: readonly ShopperEvent[],
  ledger: Ledger,
  input: DecisionInput,
): boolean {
  const decision = decideAlert(ledger, input);
  if (decision.kind !== "alert") return false;
  const { beganBy, step, dueAt } = decision.alert;
  const preview = new History({ checkpoint, events: [...known], tip });
  preview.add(events, input.context);
  const episodes = advance(preview.tip, input.now, true, input.context).cart?.episodes ?? [];
  return episodes.some(
    (episode) =>
      holds(episode, beganBy) &&
      episode.steps.some((record) => record.step === step && record.dueAt === dueAt && record.result === "alert"),
  );
}
