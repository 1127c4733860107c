import { HttpConnection } from "./http-connection.ts";

/** A browser's: the collector takes clients without one for machines. */
const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";

/** A connection that sends events as a browser would, with the write key. */
export function browserConnection({ port, writeKey }: { port: number; writeKey: string }): HttpConnection {
  return new HttpConnection(port, {
    "Content-Type": "application/json",
    Authorization: `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`,
    "User-Agent": BROWSER,
    "Accept-Language": "en",
  });
}
