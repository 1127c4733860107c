import type { ExplainedRule, ExplainRule } from "../../protocol/explain.ts";
import type { ClosedHow } from "../truth/truth.ts";
import type { ExplainInput } from "./explain-input.ts";
import { timeText } from "./in-words.ts";

const ENDINGS: Readonly<Record<ClosedHow, { rule: ExplainRule; what: string }>> = {
  purchase: { rule: "bought", what: "was bought" },
  emptied: { rule: "emptied", what: "was emptied" },
  closed: { rule: "closed", what: "was closed by the shop" },
  expired: { rule: "expired", what: "expired" },
  session: { rule: "no_cart", what: "was a list of viewed items, which ended with its session," },
};

/** Why there is no open cart: what became of the last one, or that there was none. */
export function noCartRule({ truth, context, viewed }: ExplainInput): ExplainedRule {
  const browseOff = context.rules.cutoffMs.browse === null;
  const last = truth.closed.at(-1);
  const since = truth.session?.startedAt ?? 0;
  if (viewed && browseOff && (last === undefined || last.closedAt < since)) {
    const message = "There is no cart, and stage browse is switched off: viewed items alone never alert.";
    return { rule: "browse_off", passes: false, message, stage: "browse", cutoff_minutes: null };
  }
  if (last === undefined) return { rule: "no_cart", passes: false, message: "There is no cart." };
  const { rule, what } = ENDINGS[last.how];
  return { rule, passes: false, message: `There is no cart: the last one ${what} at ${timeText(last.closedAt)}.` };
}
