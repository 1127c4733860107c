import type { WebhookStatus } from "../../../protocol/webhook.ts";
import { useApp } from "../../app-context.ts";
import { Stat } from "../../components/stat.tsx";

/** How an endpoint is doing: what waits, since when, and what could not be delivered. */
export function EndpointStatus({ status }: { status: WebhookStatus }) {
  const { t, formats } = useApp();
  const { pending, oldest_pending_at, dead_letters, consecutive_failures, failing_since } = status;
  const since = (at: string | null) => (at === null ? {} : { note: t("webhooks.since", { time: formats.time(at) }) });
  return (
    <dl class="stats">
      <Stat name={t("deliveries.state.pending")} {...since(oldest_pending_at)}>
        {formats.number(pending)}
      </Stat>
      <Stat name={t("deliveries.state.dead")}>{formats.number(dead_letters)}</Stat>
      <Stat name={t("webhooks.failures")} {...since(failing_since)}>
        {formats.number(consecutive_failures)}
      </Stat>
    </dl>
  );
}
