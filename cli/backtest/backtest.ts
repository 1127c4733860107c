import { type Figures, Tally } from "../../engine/backtest/tally.ts";
import { VirtualStore } from "../../engine/backtest/virtual-store.ts";
import { rulesOf } from "../../engine/rules.ts";
import { OUTCOME_TYPES } from "../../protocol/outcome.ts";
import type { Settings } from "../../protocol/settings.ts";
import { detectFormat } from "./detect-format.ts";
import { fileLines } from "./file-lines.ts";
import { outcomeLine } from "./outcome-line.ts";
import { inOrderOfFile, OutOfOrder, sorted } from "./read-traffic.ts";
import type { Until } from "./read-options.ts";
import { simulate, type Taken } from "./simulate.ts";
import type { Format, Refused } from "./traffic.ts";

/** Every outcome that is not suppressed is told to this one. */
const ADDRESSEE = { id: "backtest", eventTypes: OUTCOME_TYPES };

/** What a back-test is run with. */
export interface BacktestOptions {
  path: string;
  /** Null: by content. */
  format: Format | null;
  settings: Settings;
  /** Each replaces the cut-off of every stage that is on; null: the settings' own cut-offs. */
  cutoffs: number[] | null;
  until: Until;
  /** True to keep a line for every outcome. */
  keepOutcomes: boolean;
}

/** What came out at one cut-off. */
export interface CutoffResult {
  /** Minutes for every stage that is on, or the settings' own cut-offs where they differ. */
  cutoff: number | Settings["cutoff_minutes"];
  figures: Figures;
}

/** What came out of a back-test. */
export interface BacktestResult {
  format: Format;
  taken: Taken;
  refused: Refused;
  cutoffs: CutoffResult[];
  /** Lines of JSON in the order of their time. */
  outcomes: string[];
}

/** Runs past traffic through the engine under a virtual clock, once for each cut-off. Throws CommandError. */
export async function backtest(options: BacktestOptions): Promise<BacktestResult> {
  const format = options.format ?? (await detectFormat(options.path, fileLines(options.path)));
  try {
    return await run(options, format, inOrderOfFile);
  } catch (error) {
    if (!(error instanceof OutOfOrder)) throw error;
    return await run(options, format, sorted);
  }
}

async function run(options: BacktestOptions, format: Format, read: typeof inOrderOfFile): Promise<BacktestResult> {
  const { path, settings, until, keepOutcomes } = options;
  const refused: Refused = new Map();
  const outcomes: { at: number; line: string }[] = [];
  const runs = (options.cutoffs ?? [null]).map((minutes) => {
    const own = minutes === null ? settings : { ...settings, cutoff_minutes: withCutoff(settings, minutes) };
    const cutoff = minutes ?? shortened(settings.cutoff_minutes);
    const tally = new Tally();
    const store = new VirtualStore({
      store: "backtest",
      rules: rulesOf(own),
      salt: "backtest",
      endpoints: own.shadow ? [] : [ADDRESSEE],
      punctual: format === "rees46",
      onOutcome: (outcome, boughtAt) => {
        tally.add(outcome, boughtAt);
        if (!keepOutcomes || outcome.endpoints.length === 0) return;
        outcomes.push({ at: outcome.at, line: outcomeLine(outcome, cutoff) });
      },
    });
    return { cutoff, store, tally };
  });
  const traffic = read({ path, format, settings, refused });
  const taken = await simulate({ traffic, stores: runs.map(({ store }) => store), until, refused });
  return {
    format,
    taken,
    refused,
    cutoffs: runs.map(({ cutoff, tally }) => ({ cutoff, figures: tally.figures() })),
    outcomes: outcomes.toSorted((a, b) => a.at - b.at).map(({ line }) => line),
  };
}

function withCutoff({ cutoff_minutes: now }: Settings, minutes: number): Settings["cutoff_minutes"] {
  const on = (stage: keyof typeof now): number | null => (now[stage] === null ? null : minutes);
  return { browse: on("browse"), cart: on("cart"), checkout: on("checkout"), payment: on("payment") };
}

/** One number where every stage that is on has the same. */
function shortened(cutoffs: Settings["cutoff_minutes"]): CutoffResult["cutoff"] {
  const on = [...new Set(Object.values(cutoffs).filter((minutes) => minutes !== null))];
  const [only] = on;
  return on.length === 1 && only !== undefined ? only : cutoffs;
}
