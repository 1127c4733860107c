import type { ExplainedRule } from "../../protocol/explain.ts";
import { type Exclusion, exclusionOf } from "../exclusion/exclusion.ts";

/** The rules about who the shopper is: one of the store's own people, or a program. */
export function personRules(exclusion: Exclusion): ExplainedRule[] {
  const reason = exclusionOf(exclusion);
  return [
    {
      rule: "internal",
      passes: reason !== "internal",
      message:
        reason === "internal"
          ? "One of the store's own people (internal_users): never alerted, never counted."
          : "No pattern of internal_users fits.",
    },
    { rule: "bot", passes: reason !== "bot", message: botMessage(exclusion, reason === "bot") },
  ];
}

function botMessage({ botAgent, automated, burst, paid, proven }: Exclusion, isBot: boolean): string {
  const evidence = [
    ...(botAgent ? ["a program's user agent, or none"] : []),
    ...(automated ? ["a page driven by automation"] : []),
    ...(burst ? ["more events in a minute than a person makes"] : []),
  ];
  const found = evidence.length === 0 ? "none" : evidence.join("; ");
  if (isBot) return `A program, silent and uncounted. Evidence: ${found}.`;
  const counter = paid ? " A confirmed order speaks against it." : " The user has proved who they are.";
  const cleared = (paid || proven === true) && evidence.length > 0 ? counter : "";
  return `Not taken for a program; that needs two kinds of evidence of three. Evidence: ${found}.${cleared}`;
}
