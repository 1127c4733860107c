import { type ReadBodyText, readBodyText } from "./read-body-text.ts";

/** The parsed body, or the code of the error that it deserves. */
export type ReadBody =
  | { ok: true; body: unknown }
  | Extract<ReadBodyText, { ok: false }>
  | { ok: false; code: "invalid_json" };

/** Reads a JSON body, plain or gzip. It never holds more of it in memory than the limits allow. */
export async function readBody(request: Request): Promise<ReadBody> {
  const read = await readBodyText(request);
  if (!read.ok) return read;
  try {
    return { ok: true, body: JSON.parse(read.text) };
  } catch {
    return { ok: false, code: "invalid_json" };
  }
}
