import type { Parameter } from "./api-description.ts";

/** The input for one parameter, with what it is and an example: a choice where only a few values are allowed. */
export function ParameterField(props: { parameter: Parameter; value: string; onInput: (value: string) => void }) {
  const { name, required, description, schema } = props.parameter;
  return (
    <label class="field">
      <span>
        {name}
        {required ? " *" : ""}
      </span>
      {schema.enum === undefined ? (
        <input
          value={props.value}
          required={required}
          placeholder={schema.examples === undefined ? "" : String(schema.examples[0])}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      ) : (
        <select value={props.value} onChange={(event) => props.onInput(event.currentTarget.value)}>
          <option value="">—</option>
          {schema.enum.map((value) => (
            <option key={String(value)} value={String(value)}>
              {String(value)}
            </option>
          ))}
        </select>
      )}
      {description === undefined ? null : <span class="hint">{description}</span>}
    </label>
  );
}
