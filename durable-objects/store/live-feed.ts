import type { LiveFrame } from "../../protocol/live.ts";
import { LIVE_LEASE_MS } from "../metrics/live-watch.ts";

/** A ticket must be used within this time. */
const TICKET_MS = 30_000;
/** Dashboards of one store that are connected at the same time. */
const MAX_SOCKETS = 100;
/** Tickets that wait to be used. */
const MAX_TICKETS = 1_000;

/** What the feed needs of its object. Sockets hibernate: they outlive this class's memory. */
export interface LiveFeedHost {
  acceptWebSocket(socket: WebSocket): void;
  getWebSockets(): WebSocket[];
  /** Asks every shard to report until then. */
  watchShards(until: number): Promise<void>;
}

/** The dashboards that are connected to a store. Its tickets are memory only: who loses one asks for another. */
export class LiveFeed {
  readonly #host: LiveFeedHost;
  readonly #tickets = new Map<string, number>();

  constructor(host: LiveFeedHost) {
    this.#host = host;
  }

  /** Remembers a ticket; returns when it ends. */
  issue(ticket: string, now: number): number {
    for (const [known, until] of this.#tickets) {
      if (until <= now || this.#tickets.size >= MAX_TICKETS) this.#tickets.delete(known);
    }
    this.#tickets.set(ticket, now + TICKET_MS);
    return now + TICKET_MS;
  }

  /** Connects whoever holds a valid ticket, which is then used up; null otherwise, or with too many connected. */
  async connect(ticket: string, now: number): Promise<WebSocket | null> {
    const until = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    if (until === undefined || until <= now || this.#host.getWebSockets().length >= MAX_SOCKETS) return null;
    const [client, server] = Object.values(new WebSocketPair());
    if (client === undefined || server === undefined) return null;
    this.#host.acceptWebSocket(server);
    await this.watch(now);
    return client;
  }

  /** Renews the shards' lease: a connected dashboard asks for it every few minutes. */
  async watch(now: number): Promise<void> {
    await this.#host.watchShards(now + LIVE_LEASE_MS);
  }

  /** Sends a frame to every dashboard; returns how many there are. */
  send(frame: LiveFrame): number {
    const sockets = this.#host.getWebSockets();
    const text = JSON.stringify(frame);
    for (const socket of sockets) {
      try {
        socket.send(text);
      } catch {
        // It is closing: the platform tells it apart from the others soon.
      }
    }
    return sockets.length;
  }
}
