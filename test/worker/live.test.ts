import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { shardOf } from "../../engine/shard-of.ts";
import type { LiveFrame, LiveTicket, OutcomesAnswer } from "../../protocol/live.ts";
import { call, callAsOwner, post, postBatch, WRITE_KEY } from "./call.ts";

const sockets: WebSocket[] = [];
afterEach(() => sockets.splice(0).forEach((socket) => socket.close()));

const upgrade = { headers: { Upgrade: "websocket" } };
const newTicket = async () => (await callAsOwner("/v1/live/ticket", { method: "POST" })).json<LiveTicket>();
const open = (ticket: string) => call(`/v1/live?ticket=${ticket}`, upgrade);

/** A connected dashboard and what it has received. */
async function connect(): Promise<{ socket: WebSocket; frames: LiveFrame[] }> {
  const response = await open((await newTicket()).ticket);
  const socket = response.webSocket;
  if (socket === null) throw new Error(`no feed: ${response.status}`);
  const frames: LiveFrame[] = [];
  socket.addEventListener("message", ({ data }) => {
    frames.push(JSON.parse(String(data)) as LiveFrame);
  });
  socket.accept();
  sockets.push(socket);
  return { socket, frames };
}

const track = (anonymousId: string, event = "add_to_cart") => ({
  type: "track",
  event,
  messageId: crypto.randomUUID(),
  anonymousId,
  timestamp: new Date().toISOString(),
  properties: { currency: "USD", items: [{ item_id: "sku", price: 5, quantity: 1 }] },
});
const eventsOf = (frames: LiveFrame[]) => frames.reduce((sum, { events }) => sum + events, 0);

describe("the ticket of the live feed", () => {
  test("opens one feed, once", async () => {
    const { ticket, expires_at } = await newTicket();
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(30_000);
    const first = await open(ticket);
    expect(first.status).toBe(101);
    first.webSocket?.accept();
    first.webSocket?.close();
    expect((await open(ticket)).status).toBe(401);
  });

  test.each([
    ["none", ""],
    ["an invented one", `dev.${"0".repeat(40)}`],
    ["one of a store that does not exist", `nowhere.${"0".repeat(40)}`],
  ])("%s opens nothing", async (_, ticket) => {
    expect((await open(ticket)).status).toBe(401);
  });

  test("the write key gets none", async () => {
    expect((await post("/v1/live/ticket", {}, { Authorization: `Bearer ${WRITE_KEY}` })).status).toBe(403);
  });

  test("without an upgrade there is only an explanation", async () => {
    expect((await call(`/v1/live?ticket=${(await newTicket()).ticket}`)).status).toBe(400);
  });
});

describe("the live feed", () => {
  test("tells of new events within two seconds, and of a shard at most once a second", async () => {
    const { frames } = await connect();
    await postBatch(track("live-1"));
    await expect.poll(() => eventsOf(frames), { timeout: 3_000 }).toBe(1);
    for (let sent = 0; sent < 5; sent += 1) await postBatch(track("live-1"));
    await expect.poll(() => eventsOf(frames), { timeout: 5_000 }).toBe(6);
    expect(frames.length).toBeLessThan(5);
  });

  test("tells of an alert and of the recovery, with the shopper and the money", async () => {
    await callAsOwner("/v1/settings", { method: "PATCH", body: { cutoff_minutes: { cart: 0.01 } } });
    const { frames } = await connect();
    await postBatch(track("live-2"));
    const outcomes = () => frames.flatMap((frame) => frame.outcomes);
    await expect.poll(() => outcomes().map(({ type }) => type), { timeout: 8_000 }).toContain("cart.abandoned");
    expect(outcomes().find(({ shopper }) => shopper === "live-2")).toMatchObject({
      type: "cart.abandoned",
      anonymous_id: "live-2",
      user_id: null,
      stage: "cart",
      value_minor: 500,
      currency: "USD",
    });
    const order = { ...track("live-2", "purchase"), properties: { transaction_id: "o-1", value: 7, currency: "USD" } };
    await postBatch(order);
    await expect
      .poll(() => outcomes().find(({ type }) => type === "cart.recovered"), { timeout: 8_000 })
      .toMatchObject({ value_minor: 700, shopper: "live-2" });
    // Who opens the dashboard later finds it as well.
    const { data } = await (await callAsOwner("/v1/outcomes?limit=1")).json<OutcomesAnswer>();
    expect(data).toMatchObject([{ type: "cart.recovered", shopper: "live-2", value_minor: 700 }]);
  }, 20_000);

  test("goes on when the store's object and the shards were evicted meanwhile", async () => {
    const { frames } = await connect();
    const shard = env.METRICS_SHARD.getByName(`dev/shard/${shardOf("a:live-3", 16)}`);
    await evictDurableObject(shard);
    await evictDurableObject(env.STORE.getByName("dev"));
    await postBatch(track("live-3"));
    await expect.poll(() => eventsOf(frames), { timeout: 5_000 }).toBe(1);
  });

  test("tells of refused events", async () => {
    const { frames } = await connect();
    await postBatch({ type: "track" });
    await expect.poll(() => frames.reduce((sum, { rejected }) => sum + rejected, 0), { timeout: 3_000 }).toBe(1);
  });

  test("costs nothing once the last dashboard has gone", async () => {
    const { socket } = await connect();
    socket.close();
    const store = env.STORE.getByName("dev");
    await expect
      .poll(() => store.live({ as_of: "", events: 0, rejected: 0, outcomes: [] }), { timeout: 3_000 })
      .toBe(0);
  });
});
