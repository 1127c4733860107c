import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { callAsOwner, errorOf, postBatch } from "./call.ts";
import {
  createEndpoint,
  deleteEndpoints,
  deliveriesOf,
  listEndpoints,
  messageOf,
  objectOf,
  PATH,
} from "./endpoints.ts";

const replay = (id: string, body: object) => callAsOwner(`${PATH}/${id}/replay`, { body });

// Messages of a shopper who is not there would be cancelled.
beforeAll(async () => {
  const timestamp = new Date().toISOString();
  await postBatch({ messageId: "1", type: "track", event: "add_to_cart", userId: "ann", timestamp });
});
afterEach(deleteEndpoints);

describe("the delivery log", () => {
  test("shows each message with its attempts, in pages, the youngest first", async () => {
    const { id } = await createEndpoint();
    await objectOf(id).enqueue([messageOf("m1"), messageOf("m2"), messageOf("m3")]);
    await vi.waitFor(async () => {
      expect((await deliveriesOf(id)).data.at(-1)?.history).toHaveLength(1);
    });
    const first = await deliveriesOf(id, "?limit=2");
    expect(first.data.map((delivery) => delivery.id)).toEqual(["m3", "m2"]);
    const second = await deliveriesOf(id, `?limit=2&cursor=${first.next_cursor}`);
    expect(second.next_cursor).toBeNull();
    expect(second.data).toMatchObject([
      {
        id: "m1",
        event_type: "cart.abandoned",
        shopper: "ann",
        state: "pending",
        reason: null,
        finished_at: null,
        history: [{ status: null, error: "connection_failed" }],
      },
    ]);
  });

  test("is summed up beside its endpoint: what waits, and for how long", async () => {
    const { id } = await createEndpoint();
    await objectOf(id).enqueue([messageOf("m1"), messageOf("m2")]);
    await vi.waitFor(async () => {
      const [listed] = await listEndpoints();
      expect(listed?.status).toMatchObject({ pending: 2, dead_letters: 0, consecutive_failures: 1 });
      const oldest = (await deliveriesOf(id)).data.at(-1)?.created_at;
      expect(listed?.status?.oldest_pending_at).toBe(oldest);
    });
  });

  test.each([
    ["limit", "0"],
    ["limit", "1001"],
    ["state", "lost"],
    ["event_type", "cart.stolen"],
    ["start", "yesterday"],
    ["cursor", "x"],
  ])("refuses %s=%s by name", async (parameter, value) => {
    const { id } = await createEndpoint();
    const response = await callAsOwner(`${PATH}/${id}/deliveries?${parameter}=${value}`);
    expect(await errorOf(response)).toMatchObject({ status: 400, error: { code: "invalid_parameter", parameter } });
  });

  test("refuses a parameter that it does not know", async () => {
    const { id } = await createEndpoint();
    const response = await callAsOwner(`${PATH}/${id}/deliveries?page=2`);
    expect(await errorOf(response)).toMatchObject({ error: { code: "unknown_parameter", parameter: "page" } });
  });
});

describe("replay", () => {
  test("puts dead letters back into the queue, once the endpoint is enabled again", async () => {
    const { id } = await createEndpoint();
    await callAsOwner(`${PATH}/${id}`, { method: "PATCH", body: { disabled: true } });
    await objectOf(id).enqueue([messageOf("m1"), messageOf("m2")]);
    expect((await deliveriesOf(id, "?state=dead")).data).toHaveLength(2);
    expect((await replay(id, { dead_letters: true })).status).toBe(409);
    await callAsOwner(`${PATH}/${id}`, { method: "PATCH", body: { disabled: false } });
    const response = await replay(id, { dead_letters: true });
    expect(response.status).toBe(202);
    expect(await response.json()).toEqual({ replayed: 2, more: false });
    expect((await deliveriesOf(id, "?state=pending")).data.map((delivery) => delivery.id)).toEqual(["m2", "m1"]);
  });

  test("of a message that is not there is a 404", async () => {
    const { id } = await createEndpoint();
    expect((await replay(id, { message_id: "m1" })).status).toBe(404);
  });

  test.each([[{}], [{ dead_letters: false }], [{ message_id: "" }], [{ start: "2026-11-20T00:00:00Z" }]])(
    "refuses %j",
    async (body) => {
      const { id } = await createEndpoint();
      expect((await replay(id, body)).status).toBe(400);
    },
  );
});
