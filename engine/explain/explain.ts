import { EXPLAIN_RULES, type ExplainAnswer, type ExplainedRule, type ExplainState } from "../../protocol/explain.ts";
import { exclusionOf } from "../exclusion/exclusion.ts";
import { bareId } from "../shopper-key.ts";
import { alertStory } from "./alert-story.ts";
import { audienceRules } from "./audience-rules.ts";
import { cartRules } from "./cart-rules.ts";
import { cartDecision } from "./cart-decision.ts";
import type { ExplainInput } from "./explain-input.ts";
import { foresee } from "./foresee.ts";
import { timeText } from "./in-words.ts";
import { noCartRule } from "./no-cart-rule.ts";
import { personRules } from "./person-rules.ts";
import { timeRules } from "./time-rules.ts";

/**
 * Why an alert fired, is waiting, or will not fire, as of `now`: the deciding rule and every other that applies. It
 * asks the functions that decide, also about the future in which the shopper stays silent, and has no rules of its own.
 * The cart itself is not shown here.
 */
export function explain(input: ExplainInput): Omit<ExplainAnswer, "cart"> {
  const { shopper, now, ledger } = input;
  const about = { shopper: bareId(shopper), as_of: timeText(now) };
  const alerts = ledger.carts.flatMap((cart) => cart.alerts.map((alert) => alertStory(cart, alert)));
  const { cart, exclusion } = input.truth;
  const persons = personRules(exclusion);
  const excluded = persons.find(({ rule }) => rule === exclusionOf(exclusion));
  if (cart === null) {
    const last = noCartRule(input);
    return {
      ...about,
      decision: plain(excluded ?? last, excluded ? "silent" : "none"),
      rules: [...persons, last],
      alerts,
    };
  }
  const foresight = foresee(input);
  const rules = inOrder([
    ...persons,
    ...cartRules(input, cart, foresight),
    ...timeRules(input, cart, foresight),
    ...audienceRules(input),
  ]);
  const decision = excluded ? plain(excluded, "silent") : cartDecision(input, foresight, rules);
  return { ...about, decision, rules, alerts };
}

function plain({ rule, message }: ExplainedRule, state: ExplainState): ExplainAnswer["decision"] {
  return { state, rule, message, until: null };
}

function inOrder(rules: ExplainedRule[]): ExplainedRule[] {
  return rules.toSorted((a, b) => EXPLAIN_RULES.indexOf(a.rule) - EXPLAIN_RULES.indexOf(b.rule));
}
