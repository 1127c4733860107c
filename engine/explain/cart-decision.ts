import type { ExplainAnswer, ExplainRule, ExplainState, ExplainedRule } from "../../protocol/explain.ts";
import { isCartHeldOut } from "./audience-rules.ts";
import { unheard } from "./audience.ts";
import type { ExplainInput } from "./explain-input.ts";
import type { Foresight } from "./foresee.ts";
import { timeText } from "./in-words.ts";
import { dueWithoutQuietHours, isHeldByQuietHours } from "./time-rules.ts";

interface Verdict {
  state: ExplainState;
  rule: ExplainRule;
  /** When the alert fires, or would. */
  until: number | null;
}

/** What is decided about an open cart, and by which of the rules. Where nobody would be told, that decides. */
export function cartDecision(
  input: ExplainInput,
  foresight: Foresight,
  rules: readonly ExplainedRule[],
): ExplainAnswer["decision"] {
  const { state, rule, until } = verdict(input, foresight);
  const own = rules.find((each) => each.rule === rule)?.message ?? "";
  const at = until === null ? null : timeText(until);
  return { state, rule, message: `${OPENINGS[state](at)} ${own}`, until: at };
}

function verdict(input: ExplainInput, foresight: Foresight): Verdict {
  const alone = loneVerdict(input, foresight);
  if (alone.state === "silent") return alone;
  const nobody = unheard(input, isCartHeldOut(input));
  return nobody === null ? alone : { state: "silent", rule: nobody, until: alone.until };
}

/** What is decided, whoever is told of it. */
function loneVerdict(input: ExplainInput, foresight: Foresight): Verdict {
  if (foresight.kind === "never") {
    const state = foresight.why === "already_alerted" ? "alerted" : "silent";
    return { state, rule: foresight.why, until: null };
  }
  const held = isHeldByQuietHours(input, foresight);
  if (foresight.kind === "wait") {
    return { state: "waiting", rule: held ? "quiet_hours" : "late_grace", until: foresight.until };
  }
  const due = dueWithoutQuietHours(input);
  if (held && due !== null && due.at <= input.now) {
    return { state: "waiting", rule: "quiet_hours", until: foresight.at };
  }
  const ladder = (input.truth.cart?.episodes.at(-1)?.steps.length ?? 0) > 0;
  return { state: "armed", rule: ladder ? "ladder" : "cutoff", until: foresight.at };
}

const OPENINGS: Readonly<Record<ExplainState, (until: string | null) => string>> = {
  armed: (until) => `An alert fires at ${until} if the shopper stays silent.`,
  waiting: (until) => `An alert is due and waits until ${until}.`,
  alerted: () => "The alert has fired.",
  silent: () => "Nobody will be told.",
  none: () => "",
};
