import type { ComponentChildren } from "preact";

/** A figure with its name. */
export function Stat({ name, children, note }: { name: string; children: ComponentChildren; note?: string }) {
  return (
    <div class="stat">
      <dt>{name}</dt>
      <dd>
        <span class="stat-value">{children}</span>
        {note === undefined ? null : <span class="stat-note">{note}</span>}
      </dd>
    </div>
  );
}
