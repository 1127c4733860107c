import type { RejectionCode } from "../../protocol/ingest-answer.ts";

/** Why a message is refused. The text names the field and repeats nothing of the input. */
export interface Refusal {
  code: RejectionCode;
  message: string;
}

/** What is held against a message while it is read: the first complaint counts. */
export interface Judgement {
  refusal: Refusal | null;
}

/** Notes a complaint. Returns null, which a reader may return in place of what it could not read. */
export function refuse(judgement: Judgement, code: RejectionCode, message: string): null {
  judgement.refusal ??= { code, message };
  return null;
}
