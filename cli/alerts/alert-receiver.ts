import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { Webhook } from "standardwebhooks";
import type { OutcomePayload } from "../../protocol/outcome.ts";
import { DeliveryLog, type Delivery } from "./delivery-log.ts";

/** A webhook receiver on this machine. */
export interface AlertReceiver {
  /** Where to point a webhook: an address on 127.0.0.1. */
  url: string;
  log: DeliveryLog;
  /** Gives the endpoint's signing secret (`whsec_…`); until then every request is answered 503. */
  useSecret(secret: string): void;
  /** Frees the port. */
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 1024 * 1024;

/**
 * Listens on a free port of 127.0.0.1 and verifies every webhook with `standardwebhooks`. `onDelivery` is called with
 * each outcome that verifies, once per webhook id.
 */
export async function startAlertReceiver(onDelivery: (delivery: Delivery) => void = () => {}): Promise<AlertReceiver> {
  const log = new DeliveryLog();
  let verifier: Webhook | null = null;

  async function statusFor(request: IncomingMessage): Promise<number> {
    const body = await readBody(request);
    if (verifier === null) return 503;
    if (body === null) return 413;
    let payload: OutcomePayload;
    try {
      payload = verifier.verify(body, request.headers as Record<string, string>) as OutcomePayload;
    } catch {
      log.refused += 1;
      return 401;
    }
    const delivery = log.add(String(request.headers["webhook-id"]), payload, Date.now());
    if (delivery !== null) onDelivery(delivery);
    return 204;
  }

  const server = createServer((request, response) => {
    void statusFor(request)
      .catch(() => 400)
      .then((status) => response.writeHead(status).end());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    log,
    useSecret(secret) {
      verifier = new Webhook(secret);
    },
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
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
