import { attempt } from "./attempt.ts";
import { backoffMs } from "./backoff.ts";
import { complain } from "./complain.ts";
import type { KeyStore } from "./key-store.ts";
import type { Entry, Outbox } from "./outbox.ts";
import { retryAfterMs } from "./retry-after.ts";

/** Browsers let a page have 65,536 bytes of keepalive requests under way; other scripts want some of it too. */
const MAX_IN_FLIGHT_BYTES = 60_000;
/** Events wait this long for company. The fetch call costs about 4 ms on a slow phone, so it is never made in track. */
const BATCH_DELAY_MS = 1000;
/** With more than this waiting there is company enough. */
const BURST_BYTES = 16_000;
/** A collector that takes longer than this counts as down. */
const TIMEOUT_MS = 30_000;
/** After so many sends in a row without any answer, although there is a network, something in the browser blocks them. */
const BLOCKED_SENDS = 3;
const BLOCKED_PAUSE_MS = 10 * 60_000;

/** What may be sent: everything, unless a pause is on. No mode breaks a pause that the collector ordered. */
export const DUE = 0;
/** What no page has tried, since a request that ended unanswered because its page was left has usually arrived. */
export const LEAVE = 1;
/** Everything. */
export const NOW = 2;
/** One of the three. */
export type SendMode = typeof DUE | typeof LEAVE | typeof NOW;

/** Sends what is in the outbox. */
export interface Sender {
  /** Sends within a second, or at the end of a pause. */
  soon: () => void;
  /** Sends what the ledger of bytes in flight allows: on leaving all that it can, else one batch. */
  send: (mode: SendMode) => void;
  /** Sends all; resolves when all is answered, or when nothing gets through. Never rejects. */
  flush: () => Promise<void>;
}

/** What a sender works with. */
export interface SenderParts {
  /** Where batches go. */
  url: string;
  outbox: Outbox;
  store: KeyStore;
  clock: () => number;
  /** Storage key of the end of the pause that the collector ordered: it binds every tab and the next page. */
  pauseKey: string;
  /** What every request says of itself. */
  envelope: () => object;
  /** The collector has taken a batch. */
  onAccepted: (answer: Answer) => void;
}

/** What the collector answers, as far as it is read. */
export interface Answer {
  accepted?: number;
  /** Of the ids that were asked about, those that the collector has. */
  known?: string[];
  keep?: { anonymousId: string; bornAt: number };
}

/** A sender without timers running. */
export function createSender(parts: SenderParts): Sender {
  const { url, outbox, store, clock, pauseKey, envelope, onAccepted } = parts;
  let bytesInFlight = 0;
  let failures = 0;
  let blocked = 0;
  let backoffUntil = 0;
  let batchLimit = Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let timerAt = Infinity;
  let guardTimer: ReturnType<typeof setTimeout> | undefined;
  let guardian: AbortController | undefined;

  function arm(delayMs: number): void {
    const at = clock() + delayMs;
    if (at >= timerAt) return;
    clearTimeout(timer);
    timerAt = at;
    timer = setTimeout(() => {
      timerAt = Infinity;
      send(DUE);
    }, delayMs);
  }

  function soon(): void {
    if (outbox.volume) arm(outbox.volume - bytesInFlight > BURST_BYTES ? 0 : BATCH_DELAY_MS);
    guardTimer ??= setTimeout(guard);
  }

  /** Milliseconds until something may be sent. */
  function pauseMs(mode: SendMode): number {
    return Math.max((store.get(pauseKey) ?? 0) as number, mode === DUE ? backoffUntil : 0) - clock();
  }

  /** The next batch that may go: events with the same head, all of them new to the collector or all of them in doubt. */
  function pick(isLeaving: boolean, bytes: number): Entry[] {
    const batch: Entry[] = [];
    for (const entry of outbox.entryOf.values()) {
      const { head, isTried } = batch[0] ?? entry;
      if (entry.underWay || (isLeaving && entry.isTried) || entry.head !== head || entry.isTried !== isTried) continue;
      bytes += entry.bytes;
      // An event that is larger than the ledger goes alone, when nothing else is under way.
      if ((bytes > MAX_IN_FLIGHT_BYTES && bytes > entry.bytes) || batch.length >= batchLimit) break;
      batch.push(entry);
    }
    return batch;
  }

  function send(mode: SendMode): void {
    const isLeaving = mode === LEAVE;
    const pause = pauseMs(mode);
    const batch = pick(isLeaving, bytesInFlight);
    if (pause > 0) arm(pause);
    else if (batch[0]) {
      const answer = post(batch);
      for (const entry of batch) {
        entry.underWay = answer;
        entry.isTried = true;
      }
      if (isLeaving) return send(mode);
    }
    guard();
  }

  /** A string travels as text/plain, which needs no preflight. */
  function request(batch: Entry[], signal: AbortSignal, keepalive?: boolean): object {
    const { isTried, head } = batch[0]!;
    const messages = batch.map(({ own }) => own);
    // Of those that may have arrived the collector is asked first: most have.
    const what = isTried ? { batch: [], ask: messages.map(({ messageId }) => messageId) } : { batch: messages };
    const body = JSON.stringify({ ...envelope(), ...(JSON.parse(head) as object), ...what });
    return { method: "POST", body, signal, keepalive };
  }

  /** Has the browser send what no request holds yet, should the page die suddenly. */
  function guard(): void {
    guardTimer = undefined;
    guardian?.abort();
    const batch = pauseMs(NOW) > 0 ? [] : pick(true, 0);
    if (batch[0]) {
      const { signal } = (guardian = new AbortController());
      // Few browsers have it, and other scripts of the page share its quota.
      attempt(() => fetchLater(url, request(batch, signal)));
    }
  }

  /** True when the batch needs no further attempt. Never rejects. */
  async function post(batch: Entry[]): Promise<boolean> {
    const { isTried } = batch[0]!;
    let response: Response | undefined;
    let answer: Answer = {};
    let bytes = 0;
    for (const entry of batch) bytes += entry.bytes;
    bytesInFlight += bytes;
    try {
      response = await fetch(url, request(batch, AbortSignal.timeout?.(TIMEOUT_MS), bytes <= MAX_IN_FLIGHT_BYTES));
      // The browser counts a request as in flight until its answer is read to the end.
      answer = (await response.json()) as Answer;
    } catch (error) {
      complain(error);
    }
    bytesInFlight -= bytes;
    for (const entry of batch) {
      entry.underWay = undefined;
      // What was answered is not in doubt.
      entry.isTried = !response;
    }
    // Only the collector says so: a hotel's login page answers 200 as well.
    const isAccepted = answer.accepted! >= 0;
    const isHopeless = response?.status === 400 || response?.status === 413;
    if (isAccepted) {
      outbox.discard(isTried ? batch.filter(({ own }) => answer.known?.includes(own.messageId)) : batch);
      batchLimit *= 2;
      failures = blocked = backoffUntil = 0;
      onAccepted(answer);
    } else if (!isHopeless) {
      const now = clock();
      const pause = retryAfterMs(response?.headers.get("retry-after"), now);
      if (pause > 0) store.set(pauseKey, String(now + pause));
      failures++;
      blocked = response || !navigator.onLine ? 0 : blocked + 1;
      backoffUntil = now + (blocked < BLOCKED_SENDS ? backoffMs(failures, Math.random()) : BLOCKED_PAUSE_MS);
    } else if (batch[1]) {
      // One bad event must not hold up the others for ever: halve until it stands alone, then give it up.
      batchLimit = batch.length >> 1;
    } else {
      outbox.discard(batch);
      outbox.lost++;
    }
    soon();
    return isAccepted || isHopeless;
  }

  async function flush(): Promise<void> {
    do send(NOW);
    while ((await Promise.all(Array.from(outbox.entryOf.values(), async (entry) => entry.underWay))).includes(true));
  }

  return { soon, send, flush };
}

/** Chromium's request that is sent when its page ends. */
declare function fetchLater(url: string, init: object): void;
