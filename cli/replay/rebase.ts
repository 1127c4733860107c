/** How the file's time becomes the replay's. */
export interface TimeBase {
  /** When the replay began, epoch milliseconds: the new time of the first row. */
  start: number;
  /** The first row's own time, epoch milliseconds. */
  origin: number;
  /** How many times faster than it happened. */
  speed: number;
}

/** Moves a time of the file into the replay: `start + (at − origin) / speed`, whole milliseconds, order kept. */
export function rebase(base: TimeBase, at: number): number {
  return base.start + Math.round((at - base.origin) / base.speed);
}
