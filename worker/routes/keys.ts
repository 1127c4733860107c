import { Hono } from "hono";
import * as z from "zod/mini";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import { KEY_KINDS } from "../../durable-objects/store/rotate-key.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readBody } from "../ingest/read-body.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { randomHex } from "../random-hex.ts";
import { storeStub } from "../store-stub.ts";

/** How long the old key goes on working when the request does not say. */
const PREVIOUS_KEY_MS = 24 * 60 * 60 * 1000;
const KEY_RANDOM_BYTES = 20;

const rotationSchema = z.strictObject({
  kind: z.enum(KEY_KINDS),
  /** RFC 3339 with a zone; a time that has passed revokes the old keys, which then die within 60 s. */
  previous_expires_at: z.optional(z.iso.datetime({ offset: true })),
});

/** `POST /v1/keys`: a new write key, secret key, read-only key or identity secret, shown once. */
export const keys = new Hono<AppEnv>();

keys.post("/v1/keys", requireSecretKey(), async (c) => {
  const read = await readBody(c.req.raw);
  if (!read.ok) return apiError(read.code);
  const parsed = rotationSchema.safeParse(read.body);
  if (!parsed.success) {
    const parameter = parsed.error.issues[0]?.path.join(".") ?? "";
    return apiError("invalid_parameter", parameter === "" ? {} : { parameter });
  }
  const { kind, previous_expires_at } = parsed.data;
  const now = Date.now();
  const previousExpireAt = previous_expires_at === undefined ? now + PREVIOUS_KEY_MS : Date.parse(previous_expires_at);
  const random = randomHex(KEY_RANDOM_BYTES);
  const key = await storeStub(c.env, c.var.store).rotateKey({ kind, previousExpireAt, random });
  forgetStoreConfig(c.var.store);
  return c.json({ kind, key, previous_expires_at: new Date(previousExpireAt).toISOString() }, 201, {
    "Cache-Control": "no-store",
  });
});
