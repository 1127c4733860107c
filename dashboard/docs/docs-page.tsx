import { useEffect, useState } from "preact/hooks";
import { request } from "../api/request.ts";
import { operationsByTag, type ApiDescription } from "./api-description.ts";
import { OperationDocs } from "./operation-docs.tsx";

/** The interactive documentation of the API, drawn from its own description. */
export function DocsPage() {
  const [api, setApi] = useState<ApiDescription | null>(null);
  const [key, setKey] = useState("");
  useEffect(() => {
    void request<ApiDescription>("/openapi.json").then((answer) => answer.ok && setApi(answer.data));
  }, []);
  if (api === null) return <p class="waiting">Loading …</p>;
  return (
    <main class="docs">
      <div class="page-head">
        <h1>Cartbeat API {api.info.version}</h1>
        <p>
          <a href="/openapi.json">openapi.json</a> · <a href="/">Dashboard</a>
        </p>
      </div>
      <p>{api.info.description}</p>
      <label class="field docs-key">
        <span>Key for trying things out; without one the dashboard's session is used</span>
        <input
          type="password"
          autocomplete="off"
          placeholder="sk_… or wk_…"
          value={key}
          onInput={(event) => setKey(event.currentTarget.value)}
        />
      </label>
      {operationsByTag(api).map(([tag, operations]) => (
        <section key={tag} class="card" aria-label={tag}>
          <h2>{tag}</h2>
          {operations.map((placed) => (
            <OperationDocs key={placed.operation.operationId} placed={placed} accessKey={key.trim()} />
          ))}
        </section>
      ))}
    </main>
  );
}
