import type { NormalizedBatch } from "../../engine/normalize/normalize-batch.ts";
import type { Rejection } from "../../protocol/ingest-answer.ts";

/**
 * Messages that are sound but that nothing here can act on yet. They are refused: an answer that called them accepted
 * would promise what is not done.
 */
export function notYetPossible({ unowned }: Pick<NormalizedBatch, "unowned">): Rejection[] {
  return unowned.map(({ index, event }) => ({
    index,
    messageId: event.id,
    code: "missing_shopper" as const,
    message: "userId or anonymousId is missing; an order cannot yet be matched by its id or cart token alone",
  }));
}
