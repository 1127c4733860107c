import { describe, expect, test } from "vitest";
import type { ShopperEvent } from "../../../engine/event.ts";
import { mergeLedgers } from "../../../engine/identity/merge-ledgers.ts";
import { decide } from "../../../engine/ledger/decide.ts";
import { mergeImportMarks } from "../../../engine/ledger/import-mark.ts";
import { EMPTY_LEDGER, type Ledger } from "../../../engine/ledger/ledger.ts";
import { advance } from "../../../engine/truth/advance.ts";
import { EMPTY_HISTORY, History } from "../../../engine/truth/history.ts";
import type { Settings } from "../../../protocol/settings.ts";
import { MINUTE, NOON, add, cutoff, event, item, rules } from "../../support/shopper-events.ts";

interface Case {
  title: string;
  /** Minute after noon at which the history was imported, and of the newest event that it brought. */
  imported: { at: number; through: number };
  /** The history, then what came live. */
  events: ShopperEvent[];
  settings?: Partial<Settings>;
  /** Minute of the decision. */
  decidedAt: number;
  /** Step of the alert, or null for silence. */
  alert: number | null;
}

const CASES: Case[] = [
  {
    title: "a cart past due at import is not alerted, however long one waits",
    imported: { at: 60, through: 0 },
    events: [add("a", 0)],
    decidedAt: 600,
    alert: null,
  },
  {
    title: "a cart due at the very moment of the import is past due",
    imported: { at: 30, through: 0 },
    events: [add("a", 0)],
    decidedAt: 40,
    alert: null,
  },
  {
    title: "a cart due a minute after the import is armed",
    imported: { at: 29, through: 0 },
    events: [add("a", 0)],
    decidedAt: 30,
    alert: 1,
  },
  {
    title: "later steps of a cart past due at import are silent as well",
    imported: { at: 60, through: 0 },
    events: [add("a", 0)],
    settings: { ladder_minutes: [120] },
    decidedAt: 120,
    alert: null,
  },
  {
    title: "a live add begins an episode that is alerted",
    imported: { at: 60, through: 0 },
    events: [add("a", 0), add("b", 70)],
    decidedAt: 100,
    alert: 1,
  },
  {
    title: "a live checkout step does so as well",
    imported: { at: 60, through: 0 },
    events: [add("a", 0), event("begin_checkout", 70)],
    decidedAt: 100,
    alert: 1,
  },
  {
    title: "a live view of the page does not",
    imported: { at: 60, through: 0 },
    events: [add("a", 0), event("page_view", 70)],
    decidedAt: 200,
    alert: null,
  },
  {
    title: "nor does a removal that leaves a line",
    imported: { at: 60, through: 0 },
    events: [add("a", 0), add("b", 1), event("remove_from_cart", 70, { items: [item("b", null, null)] })],
    decidedAt: 200,
    alert: null,
  },
  {
    title: "history from before a live cart does not silence it",
    imported: { at: 40, through: -600 },
    events: [event("view_item", -600), add("a", 0)],
    decidedAt: 30.5,
    alert: 1,
  },
];

function decided({ imported, events, settings, decidedAt }: Case) {
  const context = {
    rules: rules({ cutoff_minutes: cutoff(30), ...settings }),
    shopperHash: 7,
    anchors: new Set<string>(),
  };
  const history = new History(EMPTY_HISTORY);
  history.add(events, context);
  const now = NOON + decidedAt * MINUTE;
  const ledger: Ledger = {
    ...EMPTY_LEDGER,
    imported: { at: NOON + imported.at * MINUTE, through: NOON + imported.through * MINUTE },
  };
  return decide(ledger, {
    truth: advance(history.tip, now, true, context),
    context,
    now,
    lastReceivedAt: NOON,
    store: "dev",
    shopper: "u:u1",
    salt: "",
    endpoints: [],
  });
}

describe("a cart of imported history", () => {
  test.each(CASES)("$title", (each) => {
    const { outcomes } = decided(each);
    expect(outcomes.map(({ data }) => data.step)).toEqual(each.alert === null ? [] : [each.alert]);
  });

  test("stays silent after the next decision as well: the mark is kept", () => {
    const first = decided({
      title: "",
      imported: { at: 60, through: 0 },
      events: [add("a", 0)],
      decidedAt: 61,
      alert: null,
    });
    expect(first.ledger.imported).toEqual({ at: NOON + 60 * MINUTE, through: NOON });
    expect(first.outcomes).toEqual([]);
  });
});

test("two imports, and two shoppers who become one, keep the later of each", () => {
  expect(mergeImportMarks({ at: 5, through: 1 }, { at: 3, through: 2 })).toEqual({ at: 5, through: 2 });
  expect(mergeImportMarks(undefined, { at: 3, through: 2 })).toEqual({ at: 3, through: 2 });
  expect(mergeLedgers(EMPTY_LEDGER, EMPTY_LEDGER)).not.toHaveProperty("imported");
  const marked = { ...EMPTY_LEDGER, imported: { at: 5, through: 1 } };
  expect(mergeLedgers(EMPTY_LEDGER, marked).imported).toEqual({ at: 5, through: 1 });
});
