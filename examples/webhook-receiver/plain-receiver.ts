import { createHmac, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

// A webhook receiver in one file, without any package, to copy from or to translate into another language.
// WEBHOOK_SECRET=whsec_… node examples/webhook-receiver/plain-receiver.ts

const MAX_BODY_BYTES = 64 * 1024;
/** Older messages could be recordings. */
const TOLERANCE_SECONDS = 5 * 60;

const secret = process.env["WEBHOOK_SECRET"] ?? "";
const port = Number(process.env["PORT"] ?? 3030);
const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
if (key.length === 0) throw new Error("Set WEBHOOK_SECRET to the secret that POST /v1/webhooks answered.");

/** Ids that were handled: the same event can come twice. A shop keeps them in its database. */
const handled = new Set<string>();

/** Standard Webhooks 1.0: HMAC-SHA256 over `id.timestamp.body`; during a rotation there are several signatures. */
function isGenuine(headers: IncomingMessage["headers"], body: string): boolean {
  const id = String(headers["webhook-id"] ?? "");
  const timestamp = String(headers["webhook-timestamp"] ?? "");
  const age = Math.abs(Date.now() / 1000 - Number(timestamp));
  if (id === "" || !/^\d+$/.test(timestamp) || age > TOLERANCE_SECONDS) return false;
  const expected = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest();
  return String(headers["webhook-signature"] ?? "")
    .split(" ")
    .filter((part) => part.startsWith("v1,"))
    .map((part) => Buffer.from(part.slice("v1,".length), "base64"))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}

async function readBody(request: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function statusOf(request: IncomingMessage): Promise<number> {
  if (request.method !== "POST") return 405;
  const body = await readBody(request);
  if (body === null) return 413;
  if (!isGenuine(request.headers, body)) return 401;
  const id = String(request.headers["webhook-id"]);
  if (handled.has(id)) return 204;
  const event = JSON.parse(body) as { type: string; data: Record<string, unknown> };
  console.log(event.type, event.data["shopper"], event.data["value_minor"], event.data["currency"]);
  // Last: whatever failed before this line is sent again.
  handled.add(id);
  return 204;
}

const server = createServer((request, response) => {
  void statusOf(request)
    .catch(() => 500)
    .then((status) => response.writeHead(status).end());
});
server.listen(port, "127.0.0.1", () => {
  const address = server.address();
  console.log(`Listening on http://127.0.0.1:${typeof address === "object" ? address?.port : port}/webhooks`);
});
