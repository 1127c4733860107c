import { attempt } from "./attempt.ts";
import type { Cartbeat } from "./cartbeat.ts";
import { complain, setDebug } from "./complain.ts";
import { type IdentityState, openIdentity } from "./identity.ts";
import { openJournal } from "./journal.ts";
import { openKeyStore } from "./key-store.ts";
import { isHidden, watchPage } from "./lifecycle.ts";
import { holdLock, releaseLocks } from "./liveness.ts";
import type { Options } from "./options.ts";
import { createOutbox } from "./outbox.ts";
import { pageContext } from "./page-context.ts";
import { randomId } from "./random-id.ts";
import { createSender, LEAVE, NOW } from "./sender.ts";

/** Begins every storage key and lock of ours. */
const PREFIX = "cartbeat:";
/** Events held in memory until the shopper consents; further ones are lost. */
const MAX_HELD = 100;
/** Digits of a sequence number in an id: ids of a page sort in the order of its events. */
const DIGITS = 6;

/**
 * Begins to watch the page. Each event is written to storage under its own key before anything else; the key names this
 * life of the page, whose lock tells other pages that it is alive. Events of a page without its lock are adopted.
 */
export function createCartbeat(options: Options): Cartbeat {
  const { writeKey, endpoint, consent, cookieless, ignoreGpc, debug } = options;
  const clock = (IN_WORKERS && options.now) || Date.now;
  setDebug(debug);
  const persist = !cookieless;
  const store = (IN_WORKERS && options.storage) || openKeyStore(persist);
  const journal = openJournal(persist);
  const identity = openIdentity(store, `${PREFIX}id`);
  const pauseKey = PREFIX + writeKey;
  const prefix = `${pauseKey}:`;
  const api = `${endpoint.replace(/\/$/, "")}/v1/`;
  // A collector on the page's own host keeps the anonymous id in a cookie, out of reach of what empties storage.
  const isFirstParty = persist && api.startsWith(`${location.origin}/`);
  const outbox = createOutbox(store, journal);
  const sender = createSender({
    url: `${api}batch`,
    outbox,
    store,
    clock,
    pauseKey,
    envelope: () => ({ writeKey, sentAt: clock(), keep: isFirstParty ? identity.current() : undefined }),
    onAccepted(answer) {
      complain(answer);
      const { keep } = answer;
      if (keep) identity.recall(keep);
      void adopt();
    },
  });
  const held: (() => void)[] = [];
  let isGranted: boolean | undefined;
  let tabId: string;
  let sequence: number;

  function record(fields: object, changes?: Partial<IdentityState>): void {
    const at = clock();
    const page = IN_WORKERS ? { ...pageContext(), ...options.context?.() } : pageContext();
    const commit = (): void => {
      const { anonymousId, userId, sessionId, token, isNew } = identity.touch(at, changes);
      const seq = sequence + 1;
      const messageId = `${tabId}-${String(seq).padStart(DIGITS, "0")}`;
      const own = { messageId, timestamp: at, ...fields, context: { seq, dropped: outbox.lost || undefined } };
      const whole = { ...page, tab_id: tabId, identity_token: token, new_id: isNew };
      const head = JSON.stringify({ anonymousId, userId, sessionId, context: whole });
      outbox.take(prefix + messageId, JSON.stringify([head, own]), true);
      sequence = seq;
      // A page that is ending gets no timer any more, but its microtasks run.
      if (isHidden()) queueMicrotask(() => sender.send(LEAVE));
      else sender.soon();
    };
    // What the shop passes in may have no JSON form: a cycle, a BigInt.
    if (isGranted) attempt(commit);
    else if (isGranted === undefined && held.length < MAX_HELD) held.push(commit);
  }

  const keys = (): string[] => store.keys().filter((key) => key.startsWith(prefix));

  /** Begins to number events anew: the numbers of a page are one shopper's, so that a missing one is a lost event. */
  function begin(): void {
    tabId = randomId();
    sequence = 0;
    void holdLock(`${prefix + tabId}-`);
  }

  /** Takes over the events of pages that have died. Resolves when they are in the outbox. */
  async function adopt(): Promise<void> {
    // What the browser lost when it died suddenly is put back.
    for (const [key, text] of (await journal<[string, string][]>((events) => events.getAll())) ?? []) {
      // Unless consent was taken back meanwhile.
      if (isGranted && !store.get(key)) store.set(key, text);
    }
    for (const owner of new Set(keys().map((key) => key.slice(0, -DIGITS)))) {
      // This page's own events are in its outbox already.
      if (await holdLock(owner)) {
        // Listed again: the page may have written until it died.
        for (const key of keys()) if (key.startsWith(owner)) attempt(() => outbox.take(key, store.get(key)!));
        sender.soon();
      }
    }
  }

  function decide(decision: "granted" | "denied"): void {
    if (decision !== "granted") {
      isGranted = false;
      held.splice(0);
      releaseLocks();
      outbox.empty();
      for (const key of store.keys()) if (key.startsWith(PREFIX)) store.delete(key);
      void journal((events) => events.clear());
      if (isFirstParty) fetch(`${api}id`, { method: "DELETE", keepalive: true }).catch(complain);
    } else if (!isGranted && (ignoreGpc || !(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)) {
      isGranted = true;
      begin();
      void adopt();
      held.splice(0).forEach(attempt);
    }
  }

  if (consent !== "required") decide("granted");
  watchPage(
    (isLeft) => {
      sender.send(LEAVE);
      if (isLeft) releaseLocks();
    },
    (isRestored) => {
      if (!isGranted) return;
      // While this page was frozen another one may have adopted its events.
      if (isRestored) {
        outbox.empty();
        begin();
      }
      void adopt();
      sender.send(NOW);
    },
  );

  return {
    track: (event, properties) => record({ type: "track", event, properties }),
    page: (properties) => record({ type: "page", properties }),
    identify: (userId, traits, proof) => record({ type: "identify", traits }, { userId, token: proof?.token }),
    reset() {
      if (!isGranted) return;
      identity.renew();
      begin();
    },
    async flush() {
      if (isGranted) await adopt();
      await sender.flush();
    },
    consent: decide,
  };
}
