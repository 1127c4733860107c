import { describedFields, type Schema } from "./api-description.ts";

/** What each field of a body means, folded away until somebody asks. */
export function FieldList({ title, schema }: { title: string; schema: Schema }) {
  const fields = describedFields(schema);
  if (fields.length === 0) return null;
  return (
    <details class="field-list">
      <summary>{title}</summary>
      <dl>
        {fields.map(([path, description]) => (
          <div key={path}>
            <dt>
              <code>{path}</code>
            </dt>
            <dd>{description}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
