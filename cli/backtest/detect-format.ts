import { CommandError } from "../command-error.ts";
import type { Format } from "./traffic.ts";

/**
 * The format of a file by its first line that is not empty: a JSON object is a message (with `receivedAt`: as it was
 * received), anything else the header of a table. Throws {@link CommandError} for an empty file.
 */
export async function detectFormat(path: string, lines: AsyncIterable<string[]>): Promise<Format> {
  for await (const texts of lines) {
    const first = texts.find((text) => text.trim() !== "");
    if (first === undefined) continue;
    if (!first.trimStart().startsWith("{")) return "rees46";
    return isReceived(first) ? "messages" : "ndjson";
  }
  throw new CommandError(`${path} is empty.`);
}

function isReceived(text: string): boolean {
  try {
    return Object.hasOwn(JSON.parse(text) as object, "receivedAt");
  } catch {
    // Reading says which line it is.
    return false;
  }
}
