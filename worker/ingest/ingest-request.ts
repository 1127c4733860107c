import type { Env } from "../../durable-objects/env.ts";
import { hashOfToken } from "../../durable-objects/restore/hash-of-token.ts";
import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import { type NormalizedBatch, normalizeBatch } from "../../engine/normalize/normalize-batch.ts";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import { MAX_SHOPPERS_PER_SECRET_KEY_BATCH, MAX_SHOPPERS_PER_WRITE_KEY_BATCH } from "../../protocol/limits.ts";
import type { TooMuch } from "../abuse/limit-shoppers.ts";
import type { Authenticated } from "../authenticate.ts";
import { adoptAliases } from "./adopt-aliases.ts";
import { tellEventsExist } from "./events-exist.ts";
import { findOwners } from "./find-owners.ts";
import { ingestCounters } from "./ingest-counters.ts";
import { keepRejected } from "./keep-rejected.ts";
import type { Envelope } from "./read-envelope.ts";
import { sendToShoppers } from "./send-to-shoppers.ts";
import { identityVerifier } from "./verify-identity.ts";

/**
 * Takes the messages of one request. Resolves once everything that the answer calls accepted is durable; null when
 * something could not be made durable, and the whole request should come again. `limit` says whether there is too much of
 * it; then nothing is stored.
 */
export async function ingestRequest(
  env: Env,
  { kind, config }: Authenticated,
  envelope: Envelope & { userAgent: string | null; limit: (events: NormalizedBatch["events"]) => TooMuch | null },
  receivedAt: number,
): Promise<IngestAnswer | TooMuch | null> {
  const { messages, sentAt, userAgent, limit } = envelope;
  const isSecret = kind === "secret";
  const normalized = normalizeBatch(messages, {
    receivedAt,
    sentAt,
    userAgent,
    trust: isSecret ? "confirmed" : "claim",
    currency: config.settings.currency,
    constants: ENGINE_CONSTANTS,
    maxShoppers: isSecret ? MAX_SHOPPERS_PER_SECRET_KEY_BATCH : MAX_SHOPPERS_PER_WRITE_KEY_BATCH,
    verify: await identityVerifier(config.store, config.identitySecrets, messages, receivedAt),
    hashToken: hashOfToken,
    identityVerification: config.settings.identity_verification,
  });
  const { ignored, aliases } = normalized;
  const tooMuch = isSecret ? null : limit(normalized.events);
  if (tooMuch !== null) return tooMuch;
  const owners = await findOwners(env, config, normalized.unowned);
  if (owners === null) return null;
  const events = [...normalized.events, ...owners.events];
  const rejected = [...normalized.rejected, ...owners.rejected].toSorted((a, b) => a.index - b.index);
  const stored = await sendToShoppers(env, config, events);
  if (stored === null || !(await adoptAliases(env, config, aliases))) return null;
  // Duplicates count as well: a request that failed just here comes again with nothing else.
  if (events.length > 0) await tellEventsExist(env, config);
  await keepRejected(env, { store: config.store, rejected, messages, receivedAt });

  ingestCounters.add("accepted", stored.accepted);
  ingestCounters.add("duplicate", stored.duplicates);
  ingestCounters.add("accepted", aliases.length);
  ingestCounters.add("ignored", ignored);
  for (const { code } of rejected) ingestCounters.add(code, 1);
  return { accepted: stored.accepted + aliases.length + ignored, duplicates: stored.duplicates, rejected };
}
