import { waitUntil } from "../wait-until.ts";
import type { ReplayMessage } from "./replay-message.ts";
import { takeBatch } from "./take-batch.ts";

/** What a lane needs from outside. */
export interface LaneOptions {
  /** Sends one batch and settles when it has been answered. */
  send: (batch: ReplayMessage[]) => Promise<void>;
  /** How long the oldest message waits for others to travel with, milliseconds. */
  gatherMs: number;
  signal: AbortSignal;
}

/** So many messages may wait in a lane: the file is read no faster than the collector answers. */
const MAX_WAITING = 2000;

/** Sends messages in batches, one request at a time: what is put in first arrives first. */
export class Lane {
  readonly #options: LaneOptions;
  readonly #queue: ReplayMessage[] = [];
  #sending: Promise<void> | null = null;

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Puts a message in, whose time has come; settles at once unless too many are waiting. Throws what `send` throws. */
  async put(message: ReplayMessage): Promise<void> {
    this.#queue.push(message);
    this.#sending ??= this.#sendAll();
    // A failure is thrown by the next put or by drained, whichever comes first.
    this.#sending.catch(() => {});
    if (this.#queue.length >= MAX_WAITING) await this.#sending;
  }

  /** Settles when everything has been answered; throws what `send` threw. */
  async drained(): Promise<void> {
    await this.#sending;
  }

  async #sendAll(): Promise<void> {
    const { gatherMs, send, signal } = this.#options;
    for (let first = this.#queue[0]; first !== undefined; first = this.#queue[0]) {
      await waitUntil(first.at + gatherMs, signal);
      await send(takeBatch(this.#queue));
    }
    this.#sending = null;
  }
}
