import { env } from "cloudflare:workers";
import { afterEach, describe, expect, test } from "vitest";
import { OUTCOME_TYPES, outcomePayloadSchema } from "../../protocol/outcome.ts";
import { testMessage } from "../../worker/webhooks/test-message.ts";
import type { WebhookSecret } from "../../protocol/webhook-change.ts";
import { call, callAsOwner, errorOf, WRITE_KEY } from "./call.ts";
import {
  createEndpoint,
  DEAF,
  deleteEndpoints,
  deliveriesOf,
  listEndpoints,
  messageOf,
  objectOf,
  PATH,
} from "./endpoints.ts";

async function configuredEndpoints(): Promise<string[]> {
  const { endpoints } = await env.STORE.get(env.STORE.idFromName("dev")).config(Date.now());
  return endpoints.map(({ id }) => id);
}

afterEach(deleteEndpoints);

describe("an endpoint", () => {
  test("is created for every outcome, with a secret that is shown once", async () => {
    const created = await createEndpoint({ url: DEAF, description: "crm" });
    expect(created).toMatchObject({
      url: DEAF,
      event_types: ["cart.abandoned", "cart.recovered", "cart.retracted", "recovery.reversed", "cart.expired"],
      stages: ["browse", "cart", "checkout", "payment"],
      identities: ["known", "anonymous"],
      description: "crm",
      disabled: false,
      disabled_reason: null,
    });
    expect(created.id).toMatch(/^we_[0-9a-f]{24}$/);
    expect(created.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const { secret: _secret, ...shown } = created;
    const status = {
      pending: 0,
      oldest_pending_at: null,
      dead_letters: 0,
      consecutive_failures: 0,
      failing_since: null,
    };
    expect(await listEndpoints()).toEqual([{ ...shown, status }]);
    expect(await (await callAsOwner(`${PATH}/${created.id}`)).json()).toEqual({ ...shown, status });
  });

  test("wants only the types that it was created for", async () => {
    expect((await createEndpoint({ url: DEAF, event_types: ["cart.recovered"] })).event_types).toEqual([
      "cart.recovered",
    ]);
  });

  test("wants only the stages and kinds of shopper that it was created for, until it is changed", async () => {
    const filter = { stages: ["payment", "checkout", "payment"], identities: ["known"] };
    const { id, ...created } = await createEndpoint({ url: DEAF, ...filter });
    expect(created).toMatchObject({ stages: ["checkout", "payment"], identities: ["known"] });
    const change = (body: object) => callAsOwner(`${PATH}/${id}`, { method: "PATCH", body });
    expect(await (await change({ identities: ["anonymous"] })).json()).toMatchObject({
      stages: ["checkout", "payment"],
      identities: ["anonymous"],
    });
    await change({ stages: ["cart"] });
    expect(await listEndpoints()).toMatchObject([{ stages: ["cart"], identities: ["anonymous"] }]);
    const { endpoints } = await env.STORE.get(env.STORE.idFromName("dev")).config(Date.now());
    expect(endpoints).toMatchObject([{ id, stages: ["cart"], identities: ["anonymous"] }]);
  });

  test("is known to shoppers as long as it is enabled", async () => {
    const { id } = await createEndpoint();
    expect(await configuredEndpoints()).toEqual([id]);
    const disabled = await callAsOwner(`${PATH}/${id}`, { method: "PATCH", body: { disabled: true } });
    expect(await disabled.json()).toMatchObject({ disabled: true, disabled_reason: "owner" });
    expect(await configuredEndpoints()).toEqual([]);
    const enabled = await callAsOwner(`${PATH}/${id}`, { method: "PATCH", body: { disabled: false } });
    expect(await enabled.json()).toMatchObject({ disabled: false, disabled_reason: null });
    expect(await configuredEndpoints()).toEqual([id]);
  });

  test("changes what is named and nothing else", async () => {
    const created = await createEndpoint({ url: DEAF, description: "old" });
    const body = { event_types: ["cart.expired"], description: "new" };
    const response = await callAsOwner(`${PATH}/${created.id}`, { method: "PATCH", body });
    const { secret: _secret, ...before } = created;
    expect(await response.json()).toEqual({ ...before, ...body });
  });

  test("is gone when it is deleted, with its log", async () => {
    const { id } = await createEndpoint();
    await objectOf(id).enqueue([messageOf("m1")]);
    expect((await callAsOwner(`${PATH}/${id}`, { method: "DELETE" })).status).toBe(204);
    expect(await listEndpoints()).toEqual([]);
    expect((await callAsOwner(`${PATH}/${id}`)).status).toBe(404);
    await objectOf(id).enqueue([messageOf("m2")]);
    const all = { state: null, type: null, shopper: null, start: null, end: null, before: null, limit: 10 };
    expect(await objectOf(id).deliveries(all)).toEqual([]);
  });

  test("gets a new secret beside the old one, which signs for another day", async () => {
    const { id, secret } = await createEndpoint();
    const response = await callAsOwner(`${PATH}/${id}/secret`, { method: "POST" });
    const answer = await response.json<WebhookSecret>();
    expect(response.status).toBe(201);
    expect(response.headers.get("Cache-Control")).toBe("no-store");
    expect(answer.secret).toMatch(/^whsec_/);
    expect(answer.secret).not.toBe(secret);
    const hours = (Date.parse(answer.previous_expires_at) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(23.9);
    expect(hours).toBeLessThanOrEqual(24);
  });

  test("can be tested, and a failure is told and not logged", async () => {
    const { id } = await createEndpoint();
    const response = await callAsOwner(`${PATH}/${id}/test`, { method: "POST" });
    expect(await response.json()).toMatchObject({ delivered: false, status: null, error: "connection_failed" });
    expect(await deliveriesOf(id)).toEqual({ data: [], next_cursor: null });
  });
});

describe("a test message", () => {
  test.each(OUTCOME_TYPES)("can be a sample of %s, which looks as a real one does", async (type) => {
    const { id, body } = testMessage("1", Date.now(), type);
    expect(id).toBe("test-1");
    expect(outcomePayloadSchema.parse(JSON.parse(body))).toEqual(JSON.parse(body));
    expect(JSON.parse(body)).toMatchObject({ type, data: { shopper: "test-shopper", cart_id: "c_test" } });
  });

  test("has a type of its own unless one is asked for", () => {
    expect(JSON.parse(testMessage("1", Date.now(), undefined).body)).toMatchObject({ type: "webhook.test" });
  });

  test("of a type that there is not is refused", async () => {
    const { id } = await createEndpoint();
    const response = await callAsOwner(`${PATH}/${id}/test`, { body: { event_type: "cart.stolen" } });
    expect(await errorOf(response)).toMatchObject({ status: 400, error: { parameter: "event_type" } });
    const sample = await callAsOwner(`${PATH}/${id}/test`, { body: { event_type: "cart.expired" } });
    expect(await sample.json()).toMatchObject({ delivered: false, error: "connection_failed" });
  });
});

describe("a request is refused", () => {
  test.each([
    [{}, "url"],
    [{ url: 1 }, "url"],
    [{ url: "shop.example" }, "url"],
    [{ url: "ftp://shop.example/" }, "url"],
    [{ url: "https://user@shop.example/" }, "url"],
    [{ url: `https://shop.example/${"x".repeat(2048)}` }, "url"],
    [{ url: DEAF, event_types: [] }, "event_types"],
    [{ url: DEAF, event_types: ["cart.stolen"] }, "event_types.0"],
    [{ url: DEAF, stages: [] }, "stages"],
    [{ url: DEAF, stages: ["paid"] }, "stages.0"],
    [{ url: DEAF, identities: [] }, "identities"],
    [{ url: DEAF, identities: ["known", "all"] }, "identities.1"],
    [{ url: DEAF, secret: "mine" }, undefined],
  ])("to create %j, naming %s", async (body, parameter) => {
    const { status, error } = await errorOf(await callAsOwner(PATH, { body }));
    expect({ status, code: error.code, parameter: error.parameter }).toEqual({
      status: 400,
      code: "invalid_webhook",
      parameter,
    });
    expect(await listEndpoints()).toEqual([]);
  });

  test("to change an endpoint to an address that may not be", async () => {
    const { id } = await createEndpoint();
    const response = await callAsOwner(`${PATH}/${id}`, { method: "PATCH", body: { url: "javascript:alert(1)" } });
    expect(await errorOf(response)).toMatchObject({
      status: 400,
      error: { code: "invalid_webhook", parameter: "url" },
    });
    expect(await listEndpoints()).toMatchObject([{ url: DEAF }]);
  });

  test.each([
    ["GET", ""],
    ["GET", "/we_1"],
    ["POST", ""],
    ["PATCH", "/we_1"],
    ["DELETE", "/we_1"],
    ["POST", "/we_1/secret"],
    ["POST", "/we_1/test"],
    ["GET", "/we_1/deliveries"],
    ["POST", "/we_1/replay"],
  ])("%s %s without the secret key", async (method, path) => {
    expect((await call(`${PATH}${path}`, { method })).status).toBe(401);
    const headers = { Authorization: `Bearer ${WRITE_KEY}` };
    expect((await call(`${PATH}${path}`, { method, headers })).status).toBe(403);
  });

  test.each([
    ["GET", ""],
    ["PATCH", ""],
    ["DELETE", ""],
    ["POST", "/secret"],
    ["POST", "/test"],
    ["GET", "/deliveries"],
    ["POST", "/replay"],
  ])("%s of an endpoint that is not there%s", async (method, path) => {
    expect((await callAsOwner(`${PATH}/we_nobody${path}`, { method })).status).toBe(404);
  });

  test("with more endpoints than a store may have", async () => {
    for (let count = 0; count < 50; count += 1) await createEndpoint();
    expect(await errorOf(await callAsOwner(PATH, { body: { url: DEAF } }))).toMatchObject({ status: 409 });
  });
});
