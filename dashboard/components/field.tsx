import { useId } from "preact/hooks";

/** An input with its label and, where it needs one, a hint. */
export function Field(props: {
  label: string;
  name: string;
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "number" | "time" | "url";
  hint?: string;
  step?: string;
  lines?: number;
  required?: boolean;
}) {
  const id = useId();
  const input = {
    id,
    name: props.name,
    value: props.value,
    required: props.required === true,
    "aria-describedby": props.hint === undefined ? undefined : `${id}-hint`,
  };
  // Preact's types want one type of input at a time.
  const type = { type: props.type ?? "text" } as { type: "text" };
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.lines === undefined ? (
        <input
          {...input}
          {...type}
          min={props.type === "number" ? "0" : undefined}
          step={props.step}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
      ) : (
        <textarea {...input} rows={props.lines} onInput={(event) => props.onInput(event.currentTarget.value)} />
      )}
      {props.hint === undefined ? null : (
        <span class="hint" id={`${id}-hint`}>
          {props.hint}
        </span>
      )}
    </div>
  );
}
