import { Agent, request } from "node:http";
import type { FuzzRequest } from "./make-request.ts";

/** What came back. */
export interface FuzzAnswer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const TIMEOUT_MS = 30_000;

/** Connections to keep. */
export const agent = new Agent({ keepAlive: true, maxSockets: 8 });

/** Sends a request exactly as it is: `fetch` would tidy its path up. Rejects when there is no answer. */
export function send(
  port: number,
  { method, path, headers, body }: Omit<FuzzRequest, "mark" | "shopper">,
): Promise<FuzzAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === null ? {} : { "Content-Length": String(body.byteLength) };
    const options = { host: "127.0.0.1", port, method, path, headers: { ...headers, ...length }, agent };
    const asked = request({ ...options, timeout: TIMEOUT_MS }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }));
      response.on("error", reject);
    });
    asked.on("timeout", () => asked.destroy(new Error("no answer in time")));
    asked.on("error", reject);
    asked.end(body ?? undefined);
  });
}
