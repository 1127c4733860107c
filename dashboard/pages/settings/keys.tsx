import { useState } from "preact/hooks";
import { request, type RequestError } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";
import { Card } from "../../components/card.tsx";
import { CopyBox } from "../../components/copy-box.tsx";
import { Problem } from "../../components/problem.tsx";

const KINDS = ["write", "secret", "read", "identity"] as const;

interface NewKey {
  kind: (typeof KINDS)[number];
  key: string;
  previous_expires_at: string;
}

/** New keys, each shown once. */
export function Keys() {
  const { t, formats } = useApp();
  const [made, setMade] = useState<NewKey | null>(null);
  const [error, setError] = useState<RequestError | null>(null);
  const rotate = async (kind: NewKey["kind"]) => {
    const answer = await request<NewKey>("/v1/keys", { method: "POST", body: { kind } });
    setError(answer.ok ? null : answer.error);
    if (answer.ok) setMade(answer.data);
  };
  return (
    <Card title={t("keys.title")}>
      <p class="muted">{t("keys.lead")}</p>
      <div class="actions">
        {KINDS.map((kind) => (
          <button key={kind} type="button" onClick={() => void rotate(kind)}>
            {t(`keys.${kind}`)}
          </button>
        ))}
      </div>
      {made === null ? null : (
        <>
          <CopyBox label={t("keys.new", { kind: t(`keys.${made.kind}`) })} text={made.key} />
          <p class="muted">{t("keys.until", { time: formats.time(made.previous_expires_at) })}</p>
        </>
      )}
      <Problem error={error} />
    </Card>
  );
}
