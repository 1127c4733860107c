/** How a badge is meant: plain, good, a warning, or bad. */
export type Tone = "plain" | "good" | "warn" | "bad";

/** A word in a pill. */
export function Badge({ tone = "plain", children }: { tone?: Tone; children: string }) {
  return <span class={`badge is-${tone}`}>{children}</span>;
}
