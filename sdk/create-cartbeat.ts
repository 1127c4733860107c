import { attempt } from "./attempt.ts";
import type { Cartbeat } from "./cartbeat.ts";
import { complain, setDebug } from "./complain.ts";
import { type IdentityState, openIdentity } from "./identity.ts";
import { type Notes, openJournal } from "./journal.ts";
import { openKeyStore } from "./key-store.ts";
import { isHidden, watchPage } from "./lifecycle.ts";
import { holdLock, releaseLocks } from "./liveness.ts";
import type { Options } from "./options.ts";
import { createOutbox, ownerOf } from "./outbox.ts";
import { pageContext } from "./page-context.ts";
import { randomId } from "./random-id.ts";
import { createSender } from "./sender.ts";

/** Begins every storage key and lock of ours. */
const PREFIX = "cartbeat:";

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
    address: `${api}batch`,
    outbox,
    store,
    pauseKey,
    envelope: () => ({ writeKey, sentAt: clock(), keep: isFirstParty ? identity.current() : undefined }),
    onAccepted(answer) {
      complain(answer);
      if (answer.keep) identity.recall(answer.keep);
      void adopt();
    },
  });
  /** Events wait in memory until the shopper decides. */
  const held: (() => void)[] = [];
  let isGranted: boolean | undefined;
  /** Whose events are being numbered. */
  let guest = "";
  let named: string | undefined;
  let tabId: string;
  let sequence: number;

  function record(fields: object, changes?: Partial<IdentityState>): void {
    const at = clock();
    const page = IN_WORKERS ? { ...pageContext(), ...options.context?.() } : pageContext();
    const commit = (): void => {
      const { anonymousId, userId, sessionId, token, isNew } = identity.touch(at, changes);
      // The numbers of a page are one shopper's, so that a missing one is a lost event. A guest who is named stays one.
      if (guest !== anonymousId || (named && named !== userId)) {
        tabId = randomId().slice(-8);
        sequence = 0;
        void holdLock(`${prefix + tabId}-`);
      }
      named = userId;
      guest = anonymousId;
      const seq = sequence + 1;
      const messageId = `${tabId}-${String(1e6 + seq).slice(1)}`;
      const context = { ...page, tab_id: tabId, identity_token: token, new_id: isNew };
      // Most are of one type, which is said once a batch.
      const parts = [
        { anonymousId, userId, sessionId, context, type: "track" },
        { messageId, timestamp: at, ...fields, context: { seq, dropped: outbox.lost || undefined } },
      ];
      outbox.take(prefix + messageId, parts.map((part) => JSON.stringify(part)).join("\n"), true);
      sequence = seq;
      // A page that is ending gets no timer any more, but its microtasks run.
      if (isHidden()) queueMicrotask(() => sender.send(true));
      else sender.soon();
    };
    // What the shop passes in may have no JSON form: a cycle, a BigInt.
    if (isGranted) attempt(commit);
    else if (isGranted === undefined) held.push(commit);
  }

  /** Takes over the events of pages that have died. Resolves when they are in the outbox. */
  async function adopt(): Promise<void> {
    // What the browser lost when it died suddenly is put back.
    for (const [key, text] of (((await journal((notes) => notes.getAll())) || []) as Notes[]).flat()) {
      // Unless consent was taken back meanwhile.
      if (isGranted && !store.get(key)) store.set(key, text);
    }
    for (const owner of new Set(store.keys(prefix).map(ownerOf))) {
      // This page's own events are in its outbox already.
      if (await holdLock(owner)) {
        // Listed again: the page may have written until it died.
        for (const key of store.keys(owner)) attempt(() => outbox.take(key, store.get(key)!));
        sender.soon();
      }
    }
  }

  /** Leaves everything to whoever comes next: another page, or this one out of the bfcache. */
  function leave(): void {
    releaseLocks();
    outbox.empty();
    guest = "";
  }

  function decide(decision: "granted" | "denied"): void {
    if (decision !== "granted") {
      isGranted = false;
      held.splice(0);
      leave();
      store.keys(PREFIX).forEach(store.delete);
      void journal((notes) => notes.clear());
      if (isFirstParty) fetch(`${api}id`, { method: "DELETE", keepalive: true }).catch(complain);
    } else if (!isGranted && (ignoreGpc || !(navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)) {
      isGranted = true;
      // Not while the page is being built.
      setTimeout(adopt);
      held.splice(0).forEach(attempt);
    }
  }

  if (consent !== "required") decide("granted");
  watchPage(
    (isLeft) => {
      // Once it is left, what the browser will send for it must stay as it is.
      if (outbox.volume) sender.send(true);
      if (isLeft) leave();
    },
    () => {
      if (!isGranted) return;
      void adopt();
      sender.send();
    },
  );

  return {
    track: (event, properties) => record({ event, properties }),
    page: (properties) => record({ type: "page", properties }),
    identify: (userId, traits, proof) => record({ type: "identify", traits }, { userId, token: proof?.token }),
    reset: () => void (isGranted && identity.renew()),
    async flush() {
      if (isGranted) await adopt();
      await sender.flush();
    },
    consent: decide,
  };
}
