import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { Webhook, WebhookVerificationError } from "standardwebhooks";
import type { WebhookEvent } from "cartbeat/webhooks";

/** What Cartbeat sends: `type` tells which fields `data` has. */
export type CartbeatEvent = WebhookEvent;

/** How to receive webhooks. */
export interface ReceiverOptions {
  /** 0 for any free one. */
  port: number;
  /** The endpoint's signing secret: `whsec_…`, from the answer to POST /v1/webhooks. */
  secret: string;
  /**
   * Called once for each event, with its `webhook-id`. If it throws, Cartbeat is told that it failed and sends the
   * event again later.
   */
  onEvent: (event: CartbeatEvent, id: string) => void | Promise<void>;
}

/** A receiver that is listening. */
export interface Receiver {
  /** Give this to POST /v1/webhooks. */
  url: string;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 64 * 1024;
/** A shop would keep the ids in its database, with a unique index, in the same transaction as what it does. */
const REMEMBERED_IDS = 10_000;

/** Listens on 127.0.0.1 and verifies every webhook before it believes a word of it. */
export async function startReceiver({ port, secret, onEvent }: ReceiverOptions): Promise<Receiver> {
  const webhook = new Webhook(secret);
  const handled = new Map<string, Promise<void>>();
  const handle = async (event: CartbeatEvent, id: string): Promise<void> => onEvent(event, id);
  const app = new Hono();

  app.post("/webhooks", bodyLimit({ maxSize: MAX_BODY_BYTES }), async (c) => {
    // The signature covers the bytes as they came: parse only what has been verified.
    const body = await c.req.text();
    let event: CartbeatEvent;
    try {
      event = webhook.verify(body, c.req.header()) as CartbeatEvent;
    } catch (error) {
      if (error instanceof WebhookVerificationError) return c.text("bad signature", 401);
      throw error;
    }
    // The same event can come twice: when our answer is lost, for one. Its id is the same then.
    const id = c.req.header("webhook-id") ?? "";
    const known = handled.get(id);
    const handling = known ?? handle(event, id);
    if (known === undefined) remember(handled, id, handling);
    try {
      await handling;
    } catch (error) {
      handled.delete(id);
      throw error;
    }
    return c.body(null, 204);
  });

  const server = serve({ fetch: app.fetch, hostname: "127.0.0.1", port });
  if (!server.listening) await once(server, "listening");
  const { port: listening } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${listening}/webhooks`,
    async close() {
      server.close();
      if ("closeAllConnections" in server) server.closeAllConnections();
      await once(server, "close");
    },
  };
}

function remember(handled: Map<string, Promise<void>>, id: string, handling: Promise<void>): void {
  handled.set(id, handling);
  const [oldest] = handled.keys();
  if (handled.size > REMEMBERED_IDS && oldest !== undefined) handled.delete(oldest);
}
