import type { OutcomeType } from "../../../protocol/outcome.ts";
import type { Webhook } from "../../../protocol/webhook.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { Badge } from "../../components/badge.tsx";
import { Card } from "../../components/card.tsx";
import { Problem } from "../../components/problem.tsx";
import { textOfCode } from "../../i18n/text-of-code.ts";
import { hrefOf } from "../../router.ts";
import { Deliveries } from "./deliveries.tsx";
import { EndpointStatus } from "./endpoint-status.tsx";
import { WebhookActions } from "./webhook-actions.tsx";

/** One endpoint: what it is told, what can be done with it, and its deliveries. */
export function WebhookPage({ id }: { id: string }) {
  const { t, formats } = useApp();
  const path = `/v1/webhooks/${encodeURIComponent(id)}`;
  const { data, error, reload } = useResource<Webhook>(path);
  return (
    <>
      <p class="crumbs">
        <a href={hrefOf(["webhooks"])}>← {t("webhooks.title")}</a>
      </p>
      <div class="page-head">
        <h1 class="long">{data?.url ?? t("webhooks.title")}</h1>
      </div>
      <Problem error={error} retry={reload} />
      {data === null ? null : (
        <>
          <Card
            title={data.description === "" ? t("webhooks.state") : data.description}
            aside={
              <Badge tone={data.disabled ? "bad" : "good"}>
                {t(data.disabled ? "webhooks.disabled" : "webhooks.enabled")}
              </Badge>
            }
          >
            {data.disabled_reason === null ? null : (
              <p class="notice is-warn">{textOfCode(t, "reason", data.disabled_reason)}</p>
            )}
            <p class="muted">
              {t("webhooks.created")}: {formats.time(data.created_at)} ·{" "}
              {data.event_types.map((type) => t(`outcome.${type as OutcomeType}`)).join(", ")} ·{" "}
              {data.stages.map((stage) => t(`stage.${stage}`)).join(", ")} ·{" "}
              {data.identities.map((identity) => t(`webhooks.identity.${identity}`)).join(", ")}
            </p>
            {data.status ? <EndpointStatus status={data.status} /> : null}
            <WebhookActions webhook={data} onChanged={reload} />
          </Card>
          <Deliveries path={path} />
        </>
      )}
    </>
  );
}
