import type { LiveFrame, LiveTicket } from "../../protocol/live.ts";
import { request } from "../api/request.ts";

/** Longest wait before the next try to connect. */
const MAX_WAIT_MS = 30_000;
/** The collector forgets who does not say that they are still there. */
const RENEW_MS = 5 * 60_000;

type Listener = (frame: LiveFrame) => void;

/** The connection to the collector's live feed: one for the page, opened again by itself. */
export interface LiveFeed {
  start(): void;
  stop(): void;
  connected(): boolean;
  /** Calls back with every frame; returns how to stop. */
  onFrame(listener: Listener): () => void;
  /** Calls back when the connection is there or gone; returns how to stop. */
  onState(listener: () => void): () => void;
}

/** The page's live feed. */
export const liveFeed: LiveFeed = createLiveFeed();

function createLiveFeed(): LiveFeed {
  const frames = new Set<Listener>();
  const states = new Set<() => void>();
  let wanted = false;
  let failures = 0;
  let socket: WebSocket | null = null;
  let open = false;

  const setOpen = (now: boolean) => {
    open = now;
    for (const listener of states) listener();
  };
  const retry = () => {
    if (!wanted) return;
    failures += 1;
    // Not all dashboards at the same moment after a restart.
    const wait = Math.min(MAX_WAIT_MS, 500 * 2 ** failures) * (0.5 + Math.random() / 2);
    setTimeout(() => void connect(), wait);
  };
  const connect = async () => {
    if (!wanted || socket !== null) return;
    const answer = await request<LiveTicket>("/v1/live/ticket", { method: "POST" });
    if (!answer.ok) {
      if (answer.error.code !== "unauthorized") retry();
      return;
    }
    const address = new URL(`/v1/live?ticket=${answer.data.ticket}`, location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    const opened = new WebSocket(address);
    socket = opened;
    const renewal = setInterval(() => opened.readyState === WebSocket.OPEN && opened.send("here"), RENEW_MS);
    opened.addEventListener("open", () => {
      failures = 0;
      setOpen(true);
    });
    opened.addEventListener("message", (message: MessageEvent<string>) => {
      const frame = JSON.parse(message.data) as LiveFrame;
      for (const listener of frames) listener(frame);
    });
    opened.addEventListener("close", () => {
      clearInterval(renewal);
      socket = null;
      setOpen(false);
      retry();
    });
  };

  return {
    start() {
      if (wanted) return;
      wanted = true;
      void connect();
    },
    stop() {
      wanted = false;
      socket?.close();
    },
    connected: () => open,
    onFrame(listener) {
      frames.add(listener);
      return () => frames.delete(listener);
    },
    onState(listener) {
      states.add(listener);
      return () => states.delete(listener);
    },
  };
}
