import { attempt } from "./attempt.ts";
import { backoffMs } from "./backoff.ts";
import type { KeyStore } from "./key-store.ts";
import type { Entry, Outbox } from "./outbox.ts";
import { retryAfterMs } from "./retry-after.ts";

/** Browsers let a page have 65,536 bytes of keepalive requests under way; other scripts want some of it too. */
const MAX_IN_FLIGHT_BYTES = 60_000;
/** Events wait this long for company. The fetch call costs about 4 ms on a slow phone, so it is never made in track. */
const BATCH_DELAY_MS = 1000;
/** With more than this waiting there is company enough. */
const BURST_CHARACTERS = 16_000;
/** A collector that takes longer than this counts as down. */
const TIMEOUT_MS = 30_000;

/**
 * What may be sent: `due`, everything unless a pause is on; `leave`, what no page has tried, since a request that
 * ended unanswered because its page was left has usually arrived; `now`, everything. None of them breaks an ordered pause.
 */
export type SendMode = "due" | "leave" | "now";

/** Sends what is in the outbox. */
export interface Sender {
  /** Sends within a second, or at the end of a pause. */
  soon: () => void;
  /** Sends one batch, as large as the ledger of bytes in flight allows. */
  send: (mode: SendMode) => void;
  /** Sends all; resolves when all is answered, or at the first failure. Never rejects. */
  flush: () => Promise<void>;
}

/** What a sender works with. */
export interface SenderParts {
  /** Where batches go. */
  url: string;
  writeKey: string;
  outbox: Outbox;
  store: KeyStore;
  /** Storage key of the end of the pause that the collector ordered: it binds every tab and the next page. */
  pauseKey: string;
  /** The collector has taken a batch. */
  onAccepted: () => void;
}

/** A sender without timers running. */
export function createSender({ url, writeKey, outbox, store, pauseKey, onAccepted }: SenderParts): Sender {
  const underWay = new Set<Promise<boolean>>();
  let bytesInFlight = 0;
  let failures = 0;
  let backoffUntil = 0;
  let orderedUntil = 0;
  let batchLimit = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerAt = 0;

  function arm(at: number): void {
    if (timer && timerAt <= at) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timer = undefined;
      send("due");
    }, at - Date.now());
  }

  function soon(): void {
    const crowded = outbox.characters() - bytesInFlight > BURST_CHARACTERS || outbox.entries.size > batchLimit;
    if (outbox.entries.size) arm(Date.now() + (crowded ? 0 : BATCH_DELAY_MS));
  }

  function send(mode: SendMode): void {
    orderedUntil = Math.max(orderedUntil, Number(store.get(pauseKey)) || 0);
    const until = mode === "due" ? Math.max(orderedUntil, backoffUntil) : orderedUntil;
    if (until > Date.now()) return arm(until);
    const batch: Entry[] = [];
    let bytes = 100 + writeKey.length;
    for (const entry of outbox.entries.values()) {
      if (entry.busy || (mode === "leave" && entry.tried)) continue;
      const size = new Blob([entry.text]).size + 1;
      // An event that is larger than the ledger goes alone, when nothing else is under way.
      const full = bytesInFlight + bytes + size > MAX_IN_FLIGHT_BYTES && (bytesInFlight || batch.length);
      if (full || batch.length >= batchLimit) break;
      batch.push(entry);
      bytes += size;
    }
    if (!batch.length) return;
    const answer = post(batch, bytes, mode === "leave");
    underWay.add(answer);
    void answer.then(() => underWay.delete(answer));
  }

  /** True when the batch needs no further attempt. Never rejects. */
  async function post(batch: Entry[], bytes: number, leaving: boolean): Promise<boolean> {
    for (const entry of batch) entry.busy = entry.tried = true;
    bytesInFlight += bytes;
    const head = JSON.stringify({ writeKey, sentAt: new Date() });
    const body = `${head.slice(0, -1)},"batch":[${batch.map((entry) => entry.text).join()}]}`;
    const response = await request(body, bytes <= MAX_IN_FLIGHT_BYTES, leaving);
    const hopeless = response && (response.status === 400 || response.status === 413);
    const settled = response?.ok || (hopeless && batch.length === 1);
    if (settled) outbox.remove(batch);
    // The browser counts a request as in flight until its answer is read to the end.
    await response?.text().catch(() => {});
    for (const entry of batch) entry.busy = false;
    bytesInFlight -= bytes;
    if (hopeless) {
      // One bad event must not hold up the others for ever: halve until it stands alone, then give it up.
      batchLimit = Math.max(1, batch.length >> 1);
      if (settled) outbox.dropped++;
    } else if (settled) {
      batchLimit *= 2;
      onAccepted();
      failures = backoffUntil = 0;
    } else {
      const now = Date.now();
      const pause = retryAfterMs(response?.headers.get("retry-after") ?? null, now);
      if (pause) store.set(pauseKey, String((orderedUntil = now + pause)));
      backoffUntil = now + backoffMs(failures++, Math.random());
    }
    soon();
    return !!(settled || hopeless);
  }

  async function request(body: string, keepalive: boolean, leaving: boolean): Promise<Response | undefined> {
    // Firefox before 133 has no keepalive; a beacon arrives, but whether it did is never known.
    if (leaving && !("keepalive" in Request.prototype)) return void attempt(() => navigator.sendBeacon(url, body));
    // A string travels as text/plain, which needs no preflight.
    return attempt(() =>
      fetch(url, { method: "POST", body, keepalive, signal: AbortSignal.timeout?.(TIMEOUT_MS) }),
    )?.catch(() => undefined);
  }

  async function flush(): Promise<void> {
    while (outbox.entries.size) {
      send("now");
      if (!underWay.size || (await Promise.all(underWay)).includes(false)) return;
    }
  }

  return { soon, send, flush };
}
