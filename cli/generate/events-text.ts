/** A number of events, for people: `12,500 events`. */
export function eventsText(count: number): string {
  return `${count.toLocaleString("en-US")} events`;
}
