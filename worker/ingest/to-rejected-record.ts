import type { RejectedRecord } from "../../durable-objects/store/rejected-record.ts";
import type { Rejection } from "../../protocol/ingest-answer.ts";
import { isRecord } from "../is-record.ts";

const MAX_NAME_LENGTH = 40;
const MAX_FIELDS = 24;

/** A refused message with everything removed that could tell about a person: names of fields, not their values. */
export function toRejectedRecord(rejection: Rejection, message: unknown, receivedAt: number): RejectedRecord {
  const fields = isRecord(message) ? message : {};
  const properties = isRecord(fields["properties"]) ? fields["properties"] : {};
  return {
    receivedAt,
    messageId: rejection.messageId,
    code: rejection.code,
    message: rejection.message,
    type: name(fields["type"]),
    event: name(fields["event"]),
    fields: [...Object.keys(fields), ...Object.keys(properties).map((key) => `properties.${key}`)]
      .slice(0, MAX_FIELDS)
      .map((field) => cut(field)),
  };
}

function name(value: unknown): string | null {
  return typeof value === "string" ? cut(value) : null;
}

/** Names come from the sender: short, and without anything that a terminal or a page would act on. */
function cut(text: string): string {
  return text.slice(0, MAX_NAME_LENGTH).replace(/[\p{Cc}\p{Cf}]/gu, "");
}
