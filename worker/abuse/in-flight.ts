/** Work that has not ended by then was left behind: a client that hangs up takes the end of its request with it. */
const LOST_MS = 60_000;

/** How much is under way in this isolate. What is refused at once costs nothing; what waits costs everybody. */
export class InFlight {
  /** When each began, epoch milliseconds, oldest first. */
  readonly #begun = new Map<symbol, number>();

  /** A ticket to be handed back with {@link leave}; null when there is no room for one more. */
  enter(most: number, now: number): symbol | null {
    for (const [ticket, at] of this.#begun) {
      if (now - at < LOST_MS) break;
      this.#begun.delete(ticket);
    }
    if (this.#begun.size >= most) return null;
    const ticket = Symbol("request");
    this.#begun.set(ticket, now);
    return ticket;
  }

  /** Gives the room back. */
  leave(ticket: symbol): void {
    this.#begun.delete(ticket);
  }
}
