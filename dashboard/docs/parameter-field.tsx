import type { Parameter } from "./api-description.ts";

/** The input for one parameter: a choice where only a few values are allowed. */
export function ParameterField(props: { parameter: Parameter; value: string; onInput: (value: string) => void }) {
  const { name, required, schema } = props.parameter;
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
          placeholder={typeof schema["pattern"] === "string" ? schema["pattern"] : ""}
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
    </label>
  );
}
