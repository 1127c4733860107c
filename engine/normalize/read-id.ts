import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import { cleanId } from "../shopper-key.ts";
import { type Judgement, refuse } from "./refusal.ts";

/** An id of the wire, cleaned; null where there is none. One that is too long is refused. */
export function readId(judgement: Judgement, value: unknown, field: string): string | null {
  const id = cleanId(value);
  if (id === null || id.length <= MAX_ID_LENGTH) return id;
  return refuse(judgement, "invalid_id", `${field} is longer than ${MAX_ID_LENGTH} characters`);
}

/** The first of several fields that states an id. */
export function readFirstId(
  judgement: Judgement,
  candidates: readonly (readonly [field: string, value: unknown])[],
): string | null {
  for (const [field, value] of candidates) {
    const id = readId(judgement, value, field);
    if (id !== null) return id;
  }
  return null;
}
