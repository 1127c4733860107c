import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

/** A part of a page with a heading of its own; `aside` stands at the heading's other end. */
export function Card(props: { title: string; aside?: ComponentChildren; children: ComponentChildren }) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      <div class="card-head">
        <h2 id={id}>{props.title}</h2>
        {props.aside}
      </div>
      {props.children}
    </section>
  );
}
