import { Switch } from "../../components/switch.tsx";

/** Any number out of a few, in the order of all of them. */
export function Switches<Name extends string>(props: {
  legend: string;
  all: readonly Name[];
  chosen: readonly Name[];
  nameOf: (name: Name) => string;
  onChange: (chosen: Name[]) => void;
}) {
  const { legend, all, chosen, nameOf, onChange } = props;
  return (
    <fieldset>
      <legend>{legend}</legend>
      {all.map((name) => (
        <Switch
          key={name}
          label={nameOf(name)}
          checked={chosen.includes(name)}
          onChange={(checked) => onChange(all.filter((other) => (other === name ? checked : chosen.includes(other))))}
        />
      ))}
    </fieldset>
  );
}
