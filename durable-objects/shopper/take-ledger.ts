import type { FactChange } from "../../engine/contribution/fact.ts";
import { locateAlert } from "../../engine/ledger/locate-alert.ts";
import { markStrangers, restoreLedger } from "../../engine/ledger-history/restore-ledger.ts";
import { advance } from "../../engine/truth/advance.ts";
import { History } from "../../engine/truth/history.ts";
import type { LedgerLine } from "../../protocol/ledger-line.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import { ImportedIds } from "./imported-ids.ts";
import { openDelta } from "./pending-delta.ts";
import type { ShopperBatchResult } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";

/**
 * Takes what was decided elsewhere into the ledger, as history: no webhook is sent for it, ever. A line that was taken
 * before is a duplicate for good.
 */
export function takeLedger(
  state: ShopperState,
  lines: readonly LedgerLine[],
  config: ShopperConfig,
  now: number,
): ShopperBatchResult & { changedFrom: number } {
  const ids = new ImportedIds(state.importedIds);
  const fresh = lines.filter((line) => !ids.has(nameOf(line)));
  if (fresh.length === 0) return { results: lines.map(() => "duplicate"), changedFrom: Infinity };
  const restored = restoreLedger(state.ledger, fresh);
  const isUnknown = new Set(fresh.filter((_, index) => restored.results[index] === "unknown"));
  const taken = fresh.filter((line) => !isUnknown.has(line));
  const isTaken = new Set(taken);
  for (const line of taken) ids.add(nameOf(line));
  state.importedIds = ids.stored;
  state.ledger = restored.ledger;
  state.ledger = markStrangers(restored.ledger, knowingAnchors(state, config, now), taken);
  const facts = taken.flatMap((line) => factOf(state, line));
  if (facts.length > 0) openDelta(state, now).facts.push(...facts);
  return {
    results: lines.map((line) => (isUnknown.has(line) ? "unknown" : isTaken.has(line) ? "accepted" : "duplicate")),
    changedFrom: taken.length === 0 ? Infinity : state.history.events.length,
  };
}

function nameOf({ id }: LedgerLine) {
  return { id: `ledger ${id}`, trust: "confirmed" } as const;
}

/**
 * Truth as of now. Where it does not hold an alert of the ledger, what is still kept of the past is folded again: it was
 * folded without knowing which events alerts begin with.
 */
function knowingAnchors(state: ShopperState, config: ShopperConfig, now: number) {
  const context = foldContext(state, config);
  const truth = advance(state.history.tip, now, true, context);
  const alerts = state.ledger.carts.flatMap((cart) => cart.alerts);
  if (alerts.every(({ beganBy }) => locateAlert(truth, beganBy).in !== "nowhere")) return truth;
  const { checkpoint, events } = state.history;
  const history = new History({ checkpoint, events: [], tip: checkpoint });
  history.add(events, context);
  state.history = history;
  return advance(history.tip, now, true, context);
}

/** What reports know and facts of the ledger do not tell any more is shipped as it was. */
function factOf({ ledger }: ShopperState, line: LedgerLine): FactChange[] {
  if (line.type === "episode") return [[`e:${line.id}`, line.episode]];
  const cart = ledger.carts.find(({ cartId }) => cartId === line.cart_id);
  const number = cart?.alerts.find(({ id }) => id === line.alert_id)?.episode;
  return cart?.counted === undefined || number === undefined ? [] : [[`e:${line.cart_id}-${number}`, line.episode]];
}
