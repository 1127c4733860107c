import type { ExplainedAlert } from "../../../protocol/explain.ts";
import type { AppContext } from "../../app-context.ts";

/** Why an alert fired, and who was told of it, in words. What became of it stands beside it, and in the timeline. */
export function whyAlerted(alert: ExplainedAlert, { t, formats }: Pick<AppContext, "t" | "formats">): string {
  const [idle, deadline, fired] = [alert.last_activity, alert.deadline, alert.fired_at].map((at) => Date.parse(at));
  const because = t("alert.why", {
    since: formats.time(alert.last_activity),
    idle: formats.duration((deadline ?? 0) - (idle ?? 0)),
    delay: formats.duration((fired ?? 0) - (deadline ?? 0)),
  });
  const { addressed, attempted } = alert;
  const told = alert.held_out
    ? t("alert.why.heldOut")
    : addressed.length === 0
      ? t("alert.why.nobody")
      : t("alert.why.told", { addressed: addressed.length, attempted: attempted.length });
  return [because, ...(alert.late ? [t("alert.why.late")] : []), told].join(" ");
}
