import { attempt } from "./attempt.ts";
import type { Cartbeat } from "./cartbeat.ts";
import { openIdentity, type IdentityState } from "./identity.ts";
import { openKeyStore } from "./key-store.ts";
import { watchPage } from "./lifecycle.ts";
import { holdIfFree, releaseLocks } from "./liveness.ts";
import type { Options } from "./options.ts";
import { createOutbox } from "./outbox.ts";
import { pageContext } from "./page-context.ts";
import { randomId } from "./random-id.ts";
import { createSender } from "./sender.ts";

/** Begins every storage key and lock of ours. */
const PREFIX = "cartbeat:";
/** Events held in memory until the shopper consents. */
const MAX_HELD = 100;

/** A message before its ids are known. */
interface Draft {
  at: number;
  fields: object;
  context: object;
  changes: Partial<IdentityState> | undefined;
}

/**
 * Begins to watch the page. Each event is written to storage under its own key before anything else; the key names this
 * life of the page, whose lock tells other pages that it is alive. Events of a page without its lock are adopted.
 */
export function createCartbeat({ writeKey, endpoint, consent, cookieless, ignoreGpc }: Options): Cartbeat {
  const store = openKeyStore(!cookieless);
  const identity = openIdentity(store, `${PREFIX}id`);
  const outbox = createOutbox(store);
  const base = PREFIX + writeKey;
  const url = `${endpoint.replace(/\/$/, "")}/v1/batch`;
  const sender = createSender({ url, writeKey, outbox, store, pauseKey: base, onAccepted: () => void adopt() });
  const held: Draft[] = [];
  let granted: boolean | undefined;
  let tabId: string;
  let sequence: number;
  let hidden = false;

  const keysUnder = (prefix: string): string[] => store.keys().filter((key) => key.startsWith(prefix));

  function record(fields: object, changes?: Partial<IdentityState>): void {
    const draft = { at: Date.now(), fields, context: pageContext(), changes };
    // What the shop passes in may have no JSON form: a cycle, a BigInt.
    if (granted) attempt(() => commit(draft));
    else if (granted === undefined && held.push(draft) > MAX_HELD) held.shift();
  }

  function commit({ at, fields, context, changes }: Draft): void {
    const { anonymousId, userId, sessionId, token } = identity.touch(at, changes);
    const seq = sequence + 1;
    const text = JSON.stringify({
      messageId: `${tabId}-${seq}`,
      timestamp: new Date(at),
      anonymousId,
      userId,
      sessionId,
      ...fields,
      context: { ...context, tab_id: tabId, seq, dropped: outbox.dropped || undefined, identity_token: token },
    });
    outbox.add(`${base}:${tabId}:${seq}`, text);
    sequence = seq;
    // A page that is ending gets no timer any more, but its microtasks run.
    if (hidden) queueMicrotask(() => sender.send("leave"));
    else sender.soon();
  }

  function begin(): void {
    tabId = randomId();
    sequence = 0;
    void holdIfFree(`${base}:${tabId}`, () => {});
    void adopt();
  }

  /** Takes over the events of pages that have died. Resolves when they are in the outbox. */
  async function adopt(): Promise<void> {
    const owners = keysUnder(`${base}:`).map((key) => key.slice(0, key.lastIndexOf(":")));
    await Promise.all(
      [...new Set(owners)]
        .filter((owner) => owner !== `${base}:${tabId}`)
        .map((owner) =>
          holdIfFree(owner, () => {
            // Listed again: the page may have written until it died.
            for (const key of keysUnder(`${owner}:`)) outbox.load(key);
            sender.soon();
          }),
        ),
    );
  }

  async function flush(): Promise<void> {
    if (granted) await adopt();
    await sender.flush();
  }

  function decide(decision: "granted" | "denied"): void {
    if (decision === "granted") {
      if (granted || (!ignoreGpc && (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl)) return;
      granted = true;
      begin();
      for (const draft of held.splice(0)) attempt(() => commit(draft));
    } else {
      granted = false;
      held.length = 0;
      releaseLocks();
      outbox.remove([...outbox.entries.values()]);
      identity.forget();
      for (const key of keysUnder(PREFIX)) store.delete(key);
    }
  }

  if (consent !== "required") decide("granted");
  watchPage({
    onHidden() {
      hidden = true;
      sender.send("leave");
    },
    onLeft() {
      sender.send("leave");
      releaseLocks();
    },
    onRestored() {
      if (!granted) return;
      // While this page was frozen another one may have adopted its events.
      outbox.unload();
      begin();
    },
    onVisible() {
      hidden = false;
      if (granted) void adopt();
    },
    onOnline: () => sender.send("now"),
  });

  return {
    track: (event, properties) => record({ type: "track", event, properties }),
    page: (properties) => record({ type: "page", properties }),
    identify: (userId, traits, proof) => record({ type: "identify", traits }, { userId, token: proof?.token }),
    reset: () => identity.forget(),
    flush,
    consent: decide,
  };
}
