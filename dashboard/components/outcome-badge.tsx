import type { OutcomeType } from "../../protocol/outcome.ts";
import { useApp } from "../app-context.ts";
import { Badge, type Tone } from "./badge.tsx";

const TONES: Record<OutcomeType, Tone> = {
  "cart.abandoned": "warn",
  "cart.recovered": "good",
  "cart.retracted": "plain",
  "recovery.reversed": "bad",
  "cart.expired": "plain",
};

/** What was decided about a cart. */
export function OutcomeBadge({ type }: { type: OutcomeType }) {
  const { t } = useApp();
  return <Badge tone={TONES[type]}>{t(`outcome.${type}`)}</Badge>;
}
