import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { IngestAnswer, Rejection } from "../../protocol/ingest-answer.ts";
import { type LedgerLine, isLedgerLine, ledgerLineSchema } from "../../protocol/ledger-line.ts";
import { isRecord } from "../is-record.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperStub } from "../shopper-stub.ts";

interface Placed {
  index: number;
  shopper: ShopperKey;
  line: LedgerLine;
}

/** Lines of an exported ledger among the messages of an import, and the refused ones. */
export interface LedgerShare {
  lines: Placed[];
  rejected: Rejection[];
}

const MALFORMED = "the line is not as an export of the ledger writes it";
const UNKNOWN = "its alert is not known here: the line of the alert itself must come first";

/** True for a message that is a line of a ledger. */
export function isOfLedger(message: unknown): boolean {
  return isRecord(message) && isLedgerLine(message);
}

/** The lines of a ledger among messages, by their positions. */
export function ledgerShare(messages: readonly unknown[]): LedgerShare {
  const share: LedgerShare = { lines: [], rejected: [] };
  for (const [index, message] of messages.entries()) {
    if (!isOfLedger(message)) continue;
    if (!ledgerLineSchema.safeParse(message).success) {
      share.rejected.push({ index, messageId: null, code: "invalid_message", message: MALFORMED });
      continue;
    }
    // As it came, so that the next export writes it in the same order.
    const line = message as LedgerLine;
    share.lines.push({ index, shopper: `${line.kind === "user" ? "u" : "a"}:${line.shopper}`, line });
  }
  return share;
}

/** Hands each shopper its lines. Rejects when a shopper failed: then the whole request should come again. */
export async function importLedger(
  env: Env,
  config: StoreConfig,
  { lines, rejected }: LedgerShare,
): Promise<IngestAnswer> {
  const answer: IngestAnswer = { accepted: 0, duplicates: 0, rejected: [...rejected] };
  const shares = Map.groupBy(lines, ({ shopper }) => shopper);
  const { store } = config;
  await Promise.all(
    Array.from(shares, async ([shopper, share]) => {
      const own = share.map(({ line }) => line);
      const batch = { store, shopper, events: [], config: shopperConfig(config), ledger: own };
      const { results } = await shopperStub(env, store, shopper).ingest(batch);
      for (const [position, { index, line }] of share.entries()) {
        if (results[position] === "accepted") answer.accepted += 1;
        else if (results[position] === "duplicate") answer.duplicates += 1;
        else answer.rejected.push({ index, messageId: line.id, code: "invalid_message", message: UNKNOWN });
      }
    }),
  );
  return answer;
}
