import type { LiveFrame } from "../../protocol/live.ts";
import { emptyFrame, noteDelta } from "./live-frame.ts";
import type { ShopperDelta } from "./shopper-delta.ts";

/** How long a shard reports without being asked again; a connected dashboard renews it well before. */
export const LIVE_LEASE_MS = 15 * 60_000;
/** A shard sends one frame in this time. */
const FRAME_MS = 1_000;
/** Outcomes of one frame; beyond them it only nudges the dashboard to ask. */
const FRAME_OUTCOMES = 100;

/** What the watch needs of its shard. */
export interface LiveWatchHost {
  /** Epoch milliseconds until when somebody wants to know, as stored. */
  storedLease(): number;
  storeLease(until: number): void;
  /** Sends a frame to the store; answers how many dashboards took it. */
  send(frame: LiveFrame): Promise<number>;
}

/** A shard's reports to the store's dashboards: nothing while none is connected, else at most one frame a second. */
export class LiveWatch {
  readonly #host: LiveWatchHost;
  #until: number;
  #frame: LiveFrame | null = null;
  #lastSentAt = 0;

  constructor(host: LiveWatchHost) {
    this.#host = host;
    this.#until = host.storedLease();
  }

  /** Reports until then, also after the shard has been evicted. */
  watch(until: number): void {
    this.#until = until;
    this.#host.storeLease(until);
  }

  /** Takes note of what was applied. Never waits and never throws: ingest has no part in it. */
  note(deltas: readonly ShopperDelta[], now: number): void {
    if (now >= this.#until) return;
    const waits = this.#frame !== null;
    this.#frame ??= emptyFrame(now);
    for (const delta of deltas) noteDelta(this.#frame, delta, now);
    this.#frame.outcomes.splice(0, this.#frame.outcomes.length - FRAME_OUTCOMES);
    if (!waits) setTimeout(() => void this.#send(), Math.max(0, this.#lastSentAt + FRAME_MS - now));
  }

  async #send(): Promise<void> {
    const frame = this.#frame;
    this.#frame = null;
    if (frame === null) return;
    this.#lastSentAt = Date.now();
    try {
      const dashboards = await this.#host.send({ ...frame, as_of: new Date(this.#lastSentAt).toISOString() });
      // The lease need not run out: nobody is there any more.
      if (dashboards === 0) this.watch(0);
    } catch {
      // A lost frame is a late one: the dashboard asks for everything now and then.
    }
  }
}
