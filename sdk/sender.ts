import { attempt } from "./attempt.ts";
import { backoffMs } from "./backoff.ts";
import { complain } from "./complain.ts";
import type { KeyStore } from "./key-store.ts";
import { type Entry, type Outbox, ownerOf } from "./outbox.ts";
import { retryAfterMs } from "./retry-after.ts";

/** Browsers let a page have 65,536 bytes of keepalive requests under way; other scripts want some of it too. */
const MAX_IN_FLIGHT_BYTES = 60_000;
/**
 * The first event goes at once, those that follow wait for company. The fetch call costs about 4 ms on a slow phone, so it
 * is never made in track.
 */
const BATCH_DELAY_MS = 2000;
/** So long after it an event is safe from a sudden death of the browser, together with others: that is as dear. */
const GUARD_DELAY_MS = 150;
/** With more than this waiting there is company enough. */
const BURST_BYTES = 16_000;
/** A collector that takes longer than this counts as down. */
const TIMEOUT_MS = 30_000;
/** After so many sends in a row without any answer something in the browser blocks them, or there is no network. */
const BLOCKED_SENDS = 3;
const BLOCKED_PAUSE_MS = 10 * 60_000;

/** Sends what is in the outbox. */
export interface Sender {
  /** Sends at once, or soon after the request before, or at the end of a pause. */
  soon: () => void;
  /**
   * Sends a batch, unless the collector has ordered a pause. On leaving all that the ledger of bytes in flight allows, but
   * only what no page has tried: a request that ended unanswered because its page was left has usually arrived.
   */
  send: (isLeaving?: boolean) => void;
  /** Sends all; resolves when all is answered, or when nothing gets through. Never rejects. */
  flush: () => Promise<void>;
}

/** What a sender works with. */
export interface SenderParts {
  /** Where batches go. */
  address: string;
  outbox: Outbox;
  store: KeyStore;
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

const idOf = ({ key }: Entry): string => key.split(":")[2]!;

/** A sender without timers running. */
export function createSender(parts: SenderParts): Sender {
  const { address, outbox, store, pauseKey, envelope, onAccepted } = parts;
  let bytesInFlight = 0;
  let failures = 0;
  let blocked = 0;
  let batchLimit = Infinity;
  /** When the next batch is due: never while all is sent, and 0 while one is under way. */
  let timerAt = Infinity;
  let guardTimer: unknown;
  let guardian: AbortController | undefined;

  function arm(delayMs: number): void {
    const at = Date.now() + delayMs;
    if (at >= timerAt) return;
    timerAt = at;
    // A later one stays: to look once more than needed does no harm.
    setTimeout(() => {
      timerAt = Infinity;
      send();
    }, delayMs);
  }

  function soon(): void {
    if (outbox.volume && (timerAt === Infinity || (!failures && outbox.volume - bytesInFlight > BURST_BYTES))) arm(0);
    guardTimer ||= setTimeout(() => {
      guardTimer = 0;
      outbox.note();
      guard();
    }, GUARD_DELAY_MS);
  }

  /** Milliseconds that are left of the pause that the collector has ordered. */
  const pauseMs = (): number => ((store.get(pauseKey) ?? 0) as number) - Date.now();

  /** The next batch that may go: events with the same head, all of them new to the collector or all of them in doubt. */
  function pick(isLeaving: boolean | undefined, bytes: number): Entry[] {
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

  function send(isLeaving?: boolean): void {
    const pause = pauseMs();
    const batch = pick(isLeaving, bytesInFlight);
    if (pause > 0) arm(pause);
    else if (batch[0]) {
      const answer = post(batch);
      for (const entry of batch) entry.underWay = answer;
      timerAt = 0;
      if (isLeaving) return send(isLeaving);
    }
    guard();
  }

  /** A string travels as text/plain, which needs no preflight. */
  function request(batch: Entry[], signal: AbortSignal, keepalive?: boolean): object {
    const { isTried, head } = batch[0]!;
    // Of those that may have arrived the collector is asked first: most have.
    const ask = isTried ? batch.map(idOf) : undefined;
    const messages = ask ? [] : batch.map(({ own }) => JSON.parse(own) as object);
    const body = JSON.stringify({ ...envelope(), ...(JSON.parse(head) as object), ask, batch: messages });
    return { method: "POST", body, signal, keepalive };
  }

  /** Has the browser send what no request holds yet, should the page die suddenly. */
  function guard(): void {
    guardian?.abort();
    const batch = pick(true, 0);
    if (batch[0] && !(pauseMs() > 0)) {
      guardian = new AbortController();
      // Few browsers have it, and other scripts of the page share its quota.
      attempt(() => fetchLater(address, request(batch, guardian!.signal)));
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
      response = await fetch(address, request(batch, AbortSignal.timeout?.(TIMEOUT_MS), bytes <= MAX_IN_FLIGHT_BYTES));
      // The browser counts a request as in flight until its answer is read to the end.
      answer = (await response.json()) as Answer;
    } catch (error) {
      complain(error);
    }
    bytesInFlight -= bytes;
    for (const entry of batch) {
      entry.underWay = false;
      // What was answered is not in doubt.
      entry.isTried = !response;
    }
    // Only the collector says so: a hotel's login page answers 200 as well.
    const isAccepted = answer.accepted! >= 0;
    const isHopeless = [400, 413].includes(response?.status as number);
    timerAt = Infinity;
    if (isAccepted) {
      outbox.discard(isTried ? batch.filter((entry) => answer.known?.includes(idOf(entry))) : batch);
      batchLimit *= 2;
      failures = blocked = 0;
      arm(BATCH_DELAY_MS);
    } else if (!isHopeless) {
      const now = Date.now();
      const pause = retryAfterMs(response?.headers.get("retry-after"), now);
      if (pause > 0) store.set(pauseKey, String(now + pause));
      failures++;
      blocked = response ? 0 : blocked + 1;
      arm(blocked < BLOCKED_SENDS ? backoffMs(failures, Math.random()) : BLOCKED_PAUSE_MS);
    } else if (batch[1]) {
      // One bad event must not hold up the others for ever: halve until it stands alone, then give it up.
      batchLimit = batch.length >> 1;
    } else {
      outbox.discard(batch);
      outbox.lost++;
    }
    // Before anybody looks into the journal.
    outbox.note(ownerOf(batch[0]!.key));
    if (isAccepted) onAccepted(answer);
    soon();
    return isAccepted || isHopeless;
  }

  async function flush(): Promise<void> {
    do send();
    while ((await Promise.all(Array.from(outbox.entryOf.values(), async (entry) => entry.underWay))).includes(true));
  }

  return { soon, send, flush };
}

/** Chromium's request that is sent when its page ends. */
declare function fetchLater(url: string, init: object): void;
