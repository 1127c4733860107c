import type { Message } from "../../protocol/message.ts";
import { RESTORE_TOKEN_PARAMETER } from "../../protocol/restore-link.ts";
import type { ShopperEvent } from "../event.ts";

const FIELDS = [RESTORE_TOKEN_PARAMETER, "restore_token"];
const TOKEN = /^[\w.-]{16,512}$/;

/**
 * The restore link's token that a message reports, hashed: in its properties or context, or in the address of the page,
 * which every Segment-compatible client tells. Absent where there is none.
 */
export function readRestoreToken(
  { properties, context }: Pick<Message, "properties" | "context">,
  hashToken: (token: string) => string,
): Pick<ShopperEvent, "restoreToken"> {
  const stated = FIELDS.flatMap((field) => [properties?.[field], context?.[field]]);
  const token = [...stated, ...inPage(context?.["page"])].find(isToken);
  return token === undefined ? {} : { restoreToken: hashToken(token) };
}

function inPage(page: unknown): (string | null)[] {
  if (typeof page !== "object" || page === null) return [];
  const { url, search } = page as { url?: unknown; search?: unknown };
  return [search, url].map((text) => {
    const query = typeof text === "string" ? text.slice(text.indexOf("?") + 1) : "";
    if (!query.includes(RESTORE_TOKEN_PARAMETER)) return null;
    return new URLSearchParams(query.split("#", 1)[0]).get(RESTORE_TOKEN_PARAMETER);
  });
}

function isToken(value: unknown): value is string {
  return typeof value === "string" && TOKEN.test(value);
}
