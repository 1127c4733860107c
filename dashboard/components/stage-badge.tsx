import type { Stage } from "../../protocol/outcome.ts";
import { useApp } from "../app-context.ts";
import { Badge, type Tone } from "./badge.tsx";

const TONES: Record<Stage, Tone> = { browse: "plain", cart: "plain", checkout: "warn", payment: "bad" };

/** How far a cart had come. */
export function StageBadge({ stage }: { stage: Stage }) {
  const { t } = useApp();
  return <Badge tone={TONES[stage]}>{t(`stage.${stage}`)}</Badge>;
}
