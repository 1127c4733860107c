import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import { Webhook as SvixWebhook } from "svix";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { setCutoff } from "../../cli/collector/store-cutoff.ts";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import { postBatch } from "../../cli/collector/post-batch.ts";
import { startReceiver } from "../../examples/webhook-receiver/start-receiver.ts";
import type { DeliveriesAnswer } from "../../protocol/delivery.ts";
import type { Webhook as Endpoint } from "../../protocol/webhook.ts";
import type { WebhookSecret } from "../../protocol/webhook-change.ts";
import { freePort } from "../../scripts/collector/free-port.ts";
import { startCollector, type Collector } from "../support/collector.ts";
import { startPlainReceiver } from "./plain-receiver.ts";

const CUTOFF_MS = 1000;
const PATIENCE = { timeout: 40_000, interval: 100 };

/** A request as it arrived. */
interface Arrival {
  id: string;
  headers: Record<string, string>;
  body: string;
  at: number;
}

/** A receiver that answers as the test wishes. */
interface Peer {
  url: string;
  arrivals: Arrival[];
  close(): Promise<void>;
}

let collector: Collector;
const cleanUps: (() => Promise<unknown>)[] = [];
let carts = 0;

beforeAll(async () => {
  collector = await startCollector();
  await setCutoff(collector, CUTOFF_MS / 60_000);
});
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});
afterAll(async () => {
  await collector?.stop();
});

async function startPeer(answer: (arrival: Arrival, count: number) => { status: number; headers?: object }) {
  const arrivals: Arrival[] = [];
  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const headers = request.headers as Record<string, string>;
    const arrival = { id: headers["webhook-id"] ?? "", headers, body, at: Date.now() };
    arrivals.push(arrival);
    const { status, headers: extra } = answer(arrival, arrivals.length);
    // Status 0: never answer.
    if (status !== 0) response.writeHead(status, { ...extra }).end();
  }
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const peer: Peer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    arrivals,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
    },
  };
  cleanUps.push(() => peer.close());
  return peer;
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

async function createEndpoint(url: string): Promise<Endpoint & { secret: string }> {
  const request = { method: "POST", path: "/v1/webhooks", body: { url } } as const;
  const endpoint = (await ownerRequest(collector, request)) as Endpoint & { secret: string };
  cleanUps.unshift(() => ownerRequest(collector, { method: "DELETE", path: `/v1/webhooks/${endpoint.id}` }));
  return endpoint;
}

/** A cart that will be abandoned in a second; answers its shopper. */
async function abandonCart(): Promise<string> {
  carts += 1;
  const shopper = `shopper-${carts}`;
  const message = {
    messageId: `${shopper}-add`,
    type: "track",
    event: "add_to_cart",
    timestamp: new Date().toISOString(),
    userId: shopper,
    properties: { items: [{ item_id: "sku-1", item_name: "Café ✓", price: 10, quantity: 1 }], currency: "USD" },
  };
  expect(await postBatch({ ...collector, signal: new AbortController().signal }, [message])).toMatchObject({
    accepted: 1,
  });
  return shopper;
}

const shopperOf = ({ body }: Arrival) => (JSON.parse(body) as { data: { shopper: string } }).data.shopper;

async function deliveries(endpoint: Endpoint): Promise<DeliveriesAnswer["data"]> {
  const path = `/v1/webhooks/${endpoint.id}/deliveries`;
  return ((await ownerRequest(collector, { method: "GET", path })) as DeliveriesAnswer).data;
}

describe("a webhook over the wire", () => {
  test("arrives once, signed, at the example receiver", async () => {
    const port = await freePort();
    const endpoint = await createEndpoint(`http://127.0.0.1:${port}/webhooks`);
    const events: { id: string; shopper: unknown }[] = [];
    const receiver = await startReceiver({
      port,
      secret: endpoint.secret,
      onEvent: (event, id) => {
        if (event.type === "cart.abandoned") events.push({ id, shopper: event.data.shopper });
      },
    });
    cleanUps.push(() => receiver.close());
    const shopper = await abandonCart();
    await vi.waitFor(() => expect(events).toHaveLength(1), PATIENCE);
    expect(events[0]).toMatchObject({ shopper, id: expect.stringMatching(/^c_[0-9a-f]+-1-abandoned-1$/) as string });
    const delivered = { shopper, state: "delivered", history: [{ status: 204 }] };
    await vi.waitFor(async () => expect(await deliveries(endpoint)).toMatchObject([delivered]), PATIENCE);
  });

  test("arrives at the receiver without packages, which refuses a forgery", async () => {
    const port = await freePort();
    const endpoint = await createEndpoint(`http://127.0.0.1:${port}/webhooks`);
    const receiver = await startPlainReceiver(port, endpoint.secret);
    cleanUps.push(() => receiver.stop());
    const shopper = await abandonCart();
    await vi.waitFor(async () => expect(await deliveries(endpoint)).toMatchObject([{ state: "delivered" }]), PATIENCE);
    expect(receiver.output()).toContain(`cart.abandoned ${shopper} 1000 USD`);
    const forged = await fetch(`http://127.0.0.1:${port}/webhooks`, {
      method: "POST",
      headers: {
        "webhook-id": "forged",
        "webhook-timestamp": String(Math.floor(Date.now() / 1000)),
        "webhook-signature": "v1,AAAA",
      },
      body: "{}",
    });
    expect(forged.status).toBe(401);
  });

  test("verifies with both secrets after a rotation", async () => {
    const peer = await startPeer(() => ({ status: 200 }));
    const endpoint = await createEndpoint(peer.url);
    const path = `/v1/webhooks/${endpoint.id}/secret`;
    const rotated = (await ownerRequest(collector, { method: "POST", path })) as WebhookSecret;
    await abandonCart();
    await vi.waitFor(() => expect(peer.arrivals).toHaveLength(1), PATIENCE);
    const [{ body, headers } = { body: "", headers: {} }] = peer.arrivals;
    for (const secret of [endpoint.secret, rotated.secret]) {
      expect(() => new Webhook(secret).verify(body, headers)).not.toThrow();
      expect(() => new SvixWebhook(secret).verify(body, headers)).not.toThrow();
    }
  });

  test("is tried again after a failure, under the same id and with a fresh signature", async () => {
    const peer = await startPeer((_arrival, count) => ({ status: count === 1 ? 500 : 200 }));
    const endpoint = await createEndpoint(peer.url);
    await abandonCart();
    await vi.waitFor(() => expect(peer.arrivals).toHaveLength(2), PATIENCE);
    const [first, second] = peer.arrivals;
    expect(second?.id).toBe(first?.id);
    expect(second?.body).toBe(first?.body);
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(5000);
    expect(second?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
    for (const { body, headers } of peer.arrivals) new Webhook(endpoint.secret).verify(body, headers);
  });

  test("is not held up by another endpoint that never answers, and nor is any alarm", async () => {
    const hanging = await startPeer(() => ({ status: 0 }));
    const peer = await startPeer(() => ({ status: 200 }));
    const stuck = await createEndpoint(hanging.url);
    await createEndpoint(peer.url);
    const shoppers = await Promise.all(Array.from({ length: 8 }, abandonCart));
    await vi.waitFor(() => expect(new Set(peer.arrivals.map(shopperOf))).toEqual(new Set(shoppers)), PATIENCE);
    // Six are in flight over there: nobody has waited until their time was up and the next two could go.
    await vi.waitFor(() => expect(hanging.arrivals.length).toBeGreaterThanOrEqual(6), PATIENCE);
    const ids = hanging.arrivals.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect((await deliveries(stuck)).map(({ state }) => state)).toEqual(shoppers.map(() => "pending"));
  });

  test("does not follow a redirect", async () => {
    const elsewhere = await startPeer(() => ({ status: 200 }));
    const peer = await startPeer(() => ({ status: 307, headers: { Location: elsewhere.url } }));
    const endpoint = await createEndpoint(peer.url);
    await abandonCart();
    await vi.waitFor(() => expect(peer.arrivals.length).toBeGreaterThanOrEqual(1), PATIENCE);
    await vi.waitFor(
      async () => expect(await deliveries(endpoint)).toMatchObject([{ state: "pending", history: [{ status: 307 }] }]),
      PATIENCE,
    );
    expect(elsewhere.arrivals).toEqual([]);
  });

  test("is not sent again after a 410: the endpoint shows why it is disabled", async () => {
    const peer = await startPeer(() => ({ status: 410 }));
    const endpoint = await createEndpoint(peer.url);
    await abandonCart();
    await vi.waitFor(async () => {
      const path = `/v1/webhooks/${endpoint.id}`;
      expect(await ownerRequest(collector, { method: "GET", path })).toMatchObject({
        disabled: true,
        disabled_reason: "gone",
      });
    }, PATIENCE);
    expect(peer.arrivals).toHaveLength(1);
  });

  test("is attempted again under the same id when the runtime is killed in the middle of an attempt", async () => {
    const peer = await startPeer((_arrival, count) => ({ status: count === 1 ? 0 : 200 }));
    const endpoint = await createEndpoint(peer.url);
    const shopper = await abandonCart();
    await vi.waitFor(() => expect(peer.arrivals).toHaveLength(1), PATIENCE);
    await collector.killRuntime();
    await collector.restart();
    await vi.waitFor(() => expect(peer.arrivals).toHaveLength(2), PATIENCE);
    await vi.waitFor(async () => expect(await deliveries(endpoint)).toMatchObject([{ state: "delivered" }]), PATIENCE);
    await sleep(1000);
    expect(peer.arrivals.map(({ id }) => id)).toEqual([peer.arrivals[0]?.id, peer.arrivals[0]?.id]);
    expect(peer.arrivals.map(shopperOf)).toEqual([shopper, shopper]);
  });
});
