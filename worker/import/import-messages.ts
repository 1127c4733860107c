import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import type { ShopperEvent, Trust } from "../../engine/event.ts";
import { type NormalizedBatch, normalizeBatch } from "../../engine/normalize/normalize-batch.ts";
import type { EventOrigin } from "../../engine/normalize/normalize-message.ts";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import { MAX_SHOPPERS_PER_SECRET_KEY_BATCH } from "../../protocol/limits.ts";
import { adoptAliases } from "../ingest/adopt-aliases.ts";
import { tellEventsExist } from "../ingest/events-exist.ts";
import { findOwners } from "../ingest/find-owners.ts";
import { isRecord } from "../is-record.ts";
import { originalEvent, originalMessage } from "./history-origin.ts";
import { importLedger, isOfLedger, ledgerShare } from "./import-ledger.ts";
import { sendHistory } from "./send-history.ts";

/** History may be of any age; the rest of the rules is the same. */
const IMPORT_CONSTANTS = { ...ENGINE_CONSTANTS, lateWindowMs: Number.POSITIVE_INFINITY };

/**
 * Takes messages of the past: each as if it had come through the write key, or, where it says `"trust": "confirmed"`,
 * through the secret key; and lines of an exported ledger, as history of what was decided. Resolves once everything
 * accepted is durable; null when something could not be made durable, and the whole request should come again.
 */
export async function importMessages(
  env: Env,
  config: StoreConfig,
  messages: readonly unknown[],
  receivedAt: number,
): Promise<IngestAnswer | null> {
  const shares = (["claim", "confirmed"] as const).map((trust) =>
    normalizeShare(messages, { trust, config, receivedAt }),
  );
  const named = shares.flatMap(({ events }) => events);
  const stored = await sendHistory(env, config, named);
  // Orders that name nobody are the shoppers' of whom the rest of the history tells.
  const owners = await findOwners(
    env,
    config,
    shares.flatMap(({ unowned }) => unowned),
  );
  const aliases = shares.flatMap((share) => share.aliases);
  if (stored === null || owners === null || !(await adoptAliases(env, config, aliases))) return null;
  const late = await sendHistory(env, config, owners.events);
  if (late === null) return null;
  if (named.length + owners.events.length > 0) await tellEventsExist(env, config);
  // Last: what was decided is about carts that the events make.
  const decided = await importLedger(env, config, ledgerShare(messages));
  const ignored = shares.reduce((sum, share) => sum + share.ignored, aliases.length);
  const rejected = [...shares.flatMap((share) => share.rejected), ...owners.rejected, ...decided.rejected];
  return {
    accepted: stored.accepted + late.accepted + ignored + decided.accepted,
    duplicates: stored.duplicates + late.duplicates + decided.duplicates,
    rejected: rejected.toSorted((a, b) => a.index - b.index),
  };
}

interface ShareContext {
  trust: Trust;
  config: StoreConfig;
  receivedAt: number;
}

/** The messages of one trust, with their positions among all. */
function normalizeShare(messages: readonly unknown[], { trust, config, receivedAt }: ShareContext): NormalizedBatch {
  const own = [...messages.keys()].filter((index) => {
    return !isOfLedger(messages[index]) && trustOf(messages[index]) === trust;
  });
  const read = own.map((index) => ({ index, original: originalMessage(messages[index]) }));
  const known = read.flatMap(({ index, original }) => (original === null ? [] : [{ index, original }]));
  const batch = normalizeBatch(
    known.map(({ original }) => original.message),
    {
      receivedAt,
      sentAt: null,
      trust,
      currency: config.settings.currency,
      constants: IMPORT_CONSTANTS,
      maxShoppers: MAX_SHOPPERS_PER_SECRET_KEY_BATCH,
      // The owner brings the history: there is nobody else to prove anything.
      identityVerification: "off",
    },
  );
  const placed = <Placed extends { index: number }>(one: Placed): Placed => ({
    ...one,
    index: known[one.index]?.index ?? 0,
  });
  const events = batch.events.map((each) => {
    const given = { shopper: each.shopper, event: withoutAgentVerdict(each.event, each.origin) };
    const original = known[each.index]?.original;
    return { ...each, ...(original === undefined ? given : originalEvent(original, given, receivedAt)) };
  });
  const malformed = read.flatMap(({ index, original }) => (original === null ? [{ index, ...MALFORMED_ORIGIN }] : []));
  return {
    ...batch,
    events,
    unowned: batch.unowned.map(placed),
    rejected: [...batch.rejected.map(placed), ...malformed],
  };
}

const MALFORMED_ORIGIN = {
  messageId: null,
  code: "invalid_message",
  message: "cartbeat must be as an export writes it",
} as const;

/** History seldom tells the browser: that none is stated is no evidence against the shopper. */
function withoutAgentVerdict(event: ShopperEvent, { userAgent }: EventOrigin): ShopperEvent {
  if (userAgent !== null) return event;
  const { botAgent: _botAgent, ...rest } = event;
  return rest;
}

function trustOf(message: unknown): Trust {
  return isRecord(message) && message["trust"] === "confirmed" ? "confirmed" : "claim";
}
