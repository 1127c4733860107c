import { useState } from "preact/hooks";
import { exampleOf, schemaOfAnswer, type PlacedOperation } from "./api-description.ts";
import { FieldList } from "./field-list.tsx";
import { ParameterField } from "./parameter-field.tsx";
import { send, type Sent } from "./send.ts";

/** One operation: what it takes, what it answers, and a form that tries it. */
export function OperationDocs({ placed, accessKey }: { placed: PlacedOperation; accessKey: string }) {
  const { method, path, operation } = placed;
  const { parameters = [], requestBody, responses } = operation;
  const schema = requestBody?.content["application/json"].schema;
  const [values, setValues] = useState<Record<string, string>>({});
  const [body, setBody] = useState(() => (schema === undefined ? "" : JSON.stringify(exampleOf(schema), null, 2)));
  const [sent, setSent] = useState<Sent | null>(null);
  const answer = schemaOfAnswer(operation);
  const isSocket = responses["101"] !== undefined;

  return (
    <details class="operation">
      <summary>
        <code class={`method is-${method.toLowerCase()}`}>{method}</code> <code>{path}</code>
        <span class="muted"> {operation.summary}</span>
      </summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send(placed, { values, body, accessKey }).then(setSent);
        }}
      >
        <div class="fields">
          {parameters.map((parameter) => (
            <ParameterField
              key={parameter.name}
              parameter={parameter}
              value={values[parameter.name] ?? ""}
              onInput={(value) => setValues({ ...values, [parameter.name]: value })}
            />
          ))}
        </div>
        {schema === undefined ? null : (
          <label class="field">
            <span>Body</span>
            <textarea
              rows={Math.min(14, body.split("\n").length + 1)}
              spellcheck={false}
              value={body}
              onInput={(event) => setBody(event.currentTarget.value)}
            />
          </label>
        )}
        {schema === undefined ? null : <FieldList title="What the fields of the body mean" schema={schema} />}
        <dl class="facts">
          {Object.entries(responses).map(([status, { description }]) => (
            <div key={status}>
              <dt>{status}</dt>
              <dd>{description}</dd>
            </div>
          ))}
        </dl>
        {answer === null ? null : (
          <>
            <pre class="answer" tabIndex={0} role="group" aria-label="Shape of the answer">
              {JSON.stringify(exampleOf(answer), null, 2)}
            </pre>
            <FieldList title="What the fields of the answer mean" schema={answer} />
          </>
        )}
        {isSocket ? null : (
          <button type="submit" class="primary">
            Send
          </button>
        )}
      </form>
      <div aria-live="polite">
        {sent === null ? null : (
          <pre class="answer" tabIndex={0} role="group" aria-label="Answer">
            {sent.status} {sent.text}
          </pre>
        )}
      </div>
    </details>
  );
}
