/** One bar: its name, how long it is, and what is said of it. */
export interface Bar {
  name: string;
  value: number;
  text: string;
}

/** Bars that compare a few figures; the figures themselves stand beside them. */
export function BarList({ bars }: { bars: Bar[] }) {
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <ul class="bars">
      {bars.map(({ name, value, text }) => (
        <li key={name}>
          <span class="bar-name">
            <bdi>{name}</bdi>
          </span>
          <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="bar-back" width="100" height="10" />
            <rect class="bar-fill" width={(100 * value) / most} height="10" />
          </svg>
          <span class="bar-text">{text}</span>
        </li>
      ))}
    </ul>
  );
}
