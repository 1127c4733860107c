import type { Webhook } from "../../../protocol/webhook.ts";
import { useResource } from "../../api/use-resource.ts";
import { useApp } from "../../app-context.ts";
import { Badge } from "../../components/badge.tsx";
import { Card } from "../../components/card.tsx";
import { DataTable } from "../../components/data-table.tsx";
import { Problem } from "../../components/problem.tsx";
import { TimeAgo } from "../../components/time-ago.tsx";
import { hrefOf } from "../../router.ts";
import { AddWebhook } from "./add-webhook.tsx";

/** The endpoints that are told of outcomes. */
export function WebhooksPage() {
  const { t } = useApp();
  const list = useResource<{ data: Webhook[] }>("/v1/webhooks");
  return (
    <>
      <div class="page-head">
        <h1>{t("webhooks.title")}</h1>
      </div>
      <Problem error={list.error} retry={list.reload} />
      {list.data === null ? null : (
        <Card title={t("webhooks.endpoints")}>
          <DataTable
            caption={t("webhooks.endpoints")}
            rows={list.data.data}
            keyOf={({ id }) => id}
            none={t("webhooks.none")}
            columns={[
              {
                title: t("webhooks.url"),
                cell: ({ id, url }) => (
                  <a class="long" href={hrefOf(["webhook", id])}>
                    {url}
                  </a>
                ),
              },
              { title: t("webhooks.description"), cell: ({ description }) => <bdi>{description || "—"}</bdi> },
              {
                title: t("webhooks.state"),
                cell: ({ disabled }) => (
                  <Badge tone={disabled ? "bad" : "good"}>
                    {t(disabled ? "webhooks.disabled" : "webhooks.enabled")}
                  </Badge>
                ),
              },
              { title: t("webhooks.created"), cell: ({ created_at }) => <TimeAgo at={created_at} /> },
            ]}
          />
        </Card>
      )}
      <AddWebhook onAdded={list.reload} />
    </>
  );
}
