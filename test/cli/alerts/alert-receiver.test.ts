import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startAlertReceiver, type AlertReceiver } from "../../../cli/alerts/alert-receiver.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

let receiver: AlertReceiver;
const told: string[] = [];

beforeEach(async () => {
  told.length = 0;
  receiver = await startAlertReceiver(({ id }) => told.push(id));
  receiver.useSecret(SECRET);
});
afterEach(() => receiver.close());

async function send(id: string, cart: { cart_id: string; episode?: number; step?: number }, secret = SECRET) {
  const body = JSON.stringify({ type: "cart.abandoned", data: { episode: 1, step: 1, ...cart } });
  const at = new Date();
  const response = await fetch(receiver.url, {
    method: "POST",
    body,
    headers: {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, at, body),
    },
  });
  return response.status;
}

test("takes a webhook that verifies and tells about it", async () => {
  expect(await send("a", { cart_id: "c1" })).toBe(204);
  expect(told).toEqual(["a"]);
  expect(receiver.log.alerts()).toMatchObject([{ id: "a", attempts: 1 }]);
});

test("refuses a signature made with another secret, and keeps nothing of it", async () => {
  expect(await send("a", { cart_id: "c1" }, "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")).toBe(401);
  expect(told).toEqual([]);
  expect(receiver.log.alerts()).toEqual([]);
  expect(receiver.log.refused).toBe(1);
});

test("the same id again is a redelivery, not a second alert", async () => {
  await send("a", { cart_id: "c1" });
  expect(await send("a", { cart_id: "c1" })).toBe(204);
  expect(told).toEqual(["a"]);
  expect(receiver.log).toMatchObject({ redeliveries: 1, doubled: [] });
});

test("another id for the same step of the same episode is an error", async () => {
  await send("a", { cart_id: "c1" });
  await send("b", { cart_id: "c1" });
  expect(receiver.log.doubled).toEqual(["b"]);
});

test.each([
  ["episode", { cart_id: "c1", episode: 2 }],
  ["step", { cart_id: "c1", step: 2 }],
  ["cart", { cart_id: "c2" }],
])("another %s is another alert", async (_, second) => {
  await send("a", { cart_id: "c1" });
  await send("b", second);
  expect(receiver.log.doubled).toEqual([]);
  expect(receiver.log.alerts()).toHaveLength(2);
});

test("without a secret it answers 503, so that the sender tries again", async () => {
  const early = await startAlertReceiver();
  const response = await fetch(early.url, { method: "POST", body: "{}" });
  expect(response.status).toBe(503);
  await early.close();
});
