import { MAX_STRING_LENGTH } from "../../protocol/limits.ts";
import { plainText } from "./plain-text.ts";

const WEB_ADDRESS = /^(https?:\/\/|\/(?!\/))/i;

/**
 * An address of the web, or a path on the shop's own host. Null for other schemes (`javascript:`) and for what is over
 * the limit of strings: an address that is cut leads nowhere.
 */
export function readUrl(value: unknown): string | null {
  if (typeof value !== "string") return null;
  const url = plainText(value).trim();
  return url.length <= MAX_STRING_LENGTH && WEB_ADDRESS.test(url) ? url : null;
}
