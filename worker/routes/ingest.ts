import { Hono } from "hono";
import type { Context } from "hono";
import type { MessageType } from "../../protocol/message.ts";
import { guardOf } from "../abuse/guard.ts";
import { type TooMuch, limitShoppers } from "../abuse/limit-shoppers.ts";
import { tooMany } from "../abuse/too-many.ts";
import { waitOf } from "../abuse/wait-of.ts";
import { withRoom } from "../abuse/with-room.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { authenticate } from "../authenticate.ts";
import { recallIdentity } from "../first-party/recall-identity.ts";
import { ingestRequest } from "../ingest/ingest-request.ts";
import { isAllowedOrigin } from "../ingest/is-allowed-origin.ts";
import { knownMessages } from "../ingest/known-messages.ts";
import { readBody } from "../ingest/read-body.ts";
import { type Envelope, MESSAGE_PATHS, readEnvelope } from "../ingest/read-envelope.ts";
import { ingestCors } from "../middleware/ingest-cors.ts";
import { keyFromAuthorization, parseKey, type PresentedKey } from "../presented-keys.ts";

/** Ours and Segment's, analytics-next's batches, RudderStack's beacon. */
const BATCH_PATHS = ["/v1/batch", "/v1/b", "/beacon/v1/batch"];

/** Where events come in: batches, and every path of Segment's that takes one message. */
export const ingest = new Hono<AppEnv>();

for (const path of BATCH_PATHS) {
  ingest.use(path, ingestCors());
  ingest.post(path, (c) => answer(c, null));
}
for (const [segment, type] of Object.entries(MESSAGE_PATHS)) {
  ingest.use(`/v1/${segment}`, ingestCors());
  ingest.post(`/v1/${segment}`, (c) => answer(c, type));
}

async function answer(c: Context<AppEnv>, type: MessageType | null): Promise<Response> {
  const receivedAt = Date.now();
  const read = await readBody(c.req.raw);
  if (!read.ok) return apiError(read.code);
  const envelope = readEnvelope(read.body, type);
  if (!envelope.ok) return apiError(envelope.code, envelope.message === undefined ? {} : { message: envelope.message });
  const presented =
    keyFromAuthorization(c.req.header("Authorization")) ??
    parseKey(envelope.envelope.writeKey) ??
    parseKey(c.req.query("writeKey"));
  if (presented === null) return apiError("unauthorized");
  return await withRoom(c.env, receivedAt, async () => take(c, { envelope: envelope.envelope, presented, receivedAt }));
}

/** A request that was read, and the key that came with it. */
interface Sent {
  envelope: Envelope;
  presented: PresentedKey;
  receivedAt: number;
}

async function take(c: Context<AppEnv>, { envelope, presented, receivedAt }: Sent): Promise<Response> {
  try {
    const authenticated = await authenticate(c.env, presented, receivedAt);
    if (authenticated === null) return apiError("unauthorized");
    const { kind, config } = authenticated;
    if (kind === "read") return apiError("forbidden", { message: "This key may only read." });
    if (kind === "write" && !isAllowedOrigin(c.req.header("Origin"), config.settings.allowed_origins)) {
      return apiError("origin_not_allowed");
    }
    const limiter = { buckets: guardOf(c.env).keys, binding: c.env.KEY_RATE_LIMIT };
    const wait = await waitOf(presented.key, limiter, receivedAt);
    if (wait > 0) return tooMany("key", wait);
    const userAgent = c.req.header("User-Agent") ?? null;
    const { keep, asked = { ids: null, by: {} }, ...sent } = envelope;
    const recalled =
      kind === "write" ? recallIdentity(c.req.raw, { ...sent, keep, asker: asked.by }, receivedAt) : null;
    const { messages, asker } = recalled ?? { ...sent, asker: asked.by };
    const limit = (events: { shopper: string }[]): TooMuch | null =>
      limitShoppers(c.req.raw, c.env, { store: config.store, events, now: receivedAt });
    const ingested = await ingestRequest(c.env, authenticated, { ...sent, messages, userAgent, limit }, receivedAt);
    if (ingested === null) return apiError("unavailable");
    if ("reason" in ingested) return tooMany(ingested.reason, ingested.retryAfterSeconds);
    if (recalled !== null && recalled.setCookie !== null) c.header("Set-Cookie", recalled.setCookie);
    const known = kind === "write" ? await knownMessages(c.env, config, { ids: asked.ids, by: asker }) : null;
    return c.json({ ...ingested, ...recalled?.answer, ...(known === null ? {} : { known }) });
  } catch (error) {
    // Whatever failed, the events are not all durable: the client must keep them and come again.
    console.error("Events could not be taken", error);
    return apiError("unavailable");
  }
}
