/** Adds to a sum by name, whatever the name: shops choose the names of their events. */
export function addTo(sums: Record<string, number>, name: string, count: number): void {
  const key = name === "__proto__" ? "other" : name;
  sums[key] = (Object.hasOwn(sums, key) ? (sums[key] ?? 0) : 0) + count;
}
