import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Env } from "../../durable-objects/env.ts";
import { createEndpoint, messageOf, objectOf } from "./endpoints.ts";
import { call, errorOf, post, postBatch, SECRET_KEY, WRITE_KEY, callWith } from "./call.ts";

const ask = async (path: string, bindings: Env, headers: Record<string, string> = {}) =>
  callWith(new Request(`http://collector.test${path}`, { headers }), bindings);

const BROKEN_STORE = {
  idFromName: (name: string) => name,
  get: () => ({ config: () => Promise.reject(new Error("no storage")) }),
} as unknown as Env["STORE"];

describe("GET /health", () => {
  test("answers ok when the store can be read", async () => {
    const response = await call("/health");
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ status: "ok" });
  });

  test("answers 503 when it cannot, whatever is cached", async () => {
    const response = await ask("/health", { ...env, STORE: BROKEN_STORE });
    expect(response.headers.has("Retry-After")).toBe(true);
    expect(await errorOf(response)).toMatchObject({ status: 503, error: { code: "unavailable" } });
  });

  test("answers 503 when production has only development keys", async () => {
    expect((await ask("/health", { ...env, MODE: "production" })).status).toBe(503);
  });
});

describe("GET /metrics", () => {
  test("counts events by what became of them, rows written and requests by class", async () => {
    const page = { type: "page", anonymousId: "counted", messageId: "counted-1" };
    await postBatch(page);
    await postBatch(page, { type: "page" });
    const response = await call("/metrics");
    expect(response.headers.get("Content-Type")).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).toMatch(/^cartbeat_events_total\{result="accepted"\} [1-9]/m);
    expect(text).toMatch(/^cartbeat_events_total\{result="duplicate"\} [1-9]/m);
    expect(text).toMatch(/^cartbeat_events_total\{result="missing_shopper"\} [1-9]/m);
    expect(text).toMatch(/^cartbeat_rows_written_total\{class="Shopper"\} [1-9]/m);
    expect(text).toMatch(/^cartbeat_do_requests_total\{class="Shopper"\} [1-9]/m);
  });

  test("says what waits at an endpoint and for how long, and what came of the attempts", async () => {
    const { id } = await createEndpoint();
    // Messages of a shopper who is not there would be cancelled.
    await postBatch({ type: "page", userId: "ann", messageId: "ann-1" });
    await objectOf(id).enqueue([messageOf("waits")]);
    const lines = async () => {
      const text = await (await call("/metrics")).text();
      return text.split("\n").filter((line) => line.includes(id) || line.includes("webhook_attempts_total{"));
    };
    const label = `{store="dev",endpoint="${id}"}`;
    await expect
      .poll(lines, { timeout: 20_000 })
      .toEqual(
        expect.arrayContaining([
          `cartbeat_outbox_pending${label} 1`,
          expect.stringMatching(/^cartbeat_outbox_age_seconds\{.*\} 0*\.?\d*[1-9]/),
          `cartbeat_dead_letters${label} 0`,
          `cartbeat_endpoint_up${label} 1`,
          expect.stringMatching(/^cartbeat_webhook_attempts_total\{result="connection_failed"\} [1-9]/),
        ]),
      );
  });

  test("says that an endpoint does not answer, instead of nothing", async () => {
    const { id } = await createEndpoint();
    const silent = { getByName: () => ({ status: () => Promise.reject(new Error("gone")) }) };
    const bindings = { ...env, WEBHOOK_ENDPOINT: silent as unknown as Env["WEBHOOK_ENDPOINT"] };
    const text = await (await ask("/metrics", bindings)).text();
    expect(text).toContain(`cartbeat_endpoint_up{store="dev",endpoint="${id}"} 0`);
    expect(text).not.toContain("cartbeat_outbox_pending{");
  });

  test("has every family that operators ask for, each with its type", async () => {
    const text = await (await call("/metrics")).text();
    const types = [...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => `${name} ${type}`);
    expect(types).toEqual(
      expect.arrayContaining([
        "cartbeat_events_total counter",
        "cartbeat_alerts_total counter",
        "cartbeat_alert_delay_seconds histogram",
        "cartbeat_outbox_age_seconds gauge",
        "cartbeat_webhook_attempts_total counter",
        "cartbeat_shard_lag_seconds histogram",
        "cartbeat_do_alarms_total counter",
      ]),
    );
  });

  test("is the owner's in production", async () => {
    const stores = JSON.stringify([{ store: "dev", write_key: "wk_dev_w", secret_key: "sk_dev_s" }]);
    const production: Env = { ...env, MODE: "production", STORES: stores };
    expect((await ask("/metrics", production)).status).toBe(401);
    expect((await ask("/metrics", production, { Authorization: `Bearer ${SECRET_KEY}` })).status).toBe(401);
  });
});

describe("production", () => {
  test.each(["Bearer", "Basic"])("refuses development keys (%s)", async (scheme) => {
    const credentials = scheme === "Bearer" ? SECRET_KEY : btoa(`${SECRET_KEY}:`);
    const headers = { Authorization: `${scheme} ${credentials}` };
    const response = await ask("/v1/settings", { ...env, MODE: "production" }, headers);
    expect(await errorOf(response)).toMatchObject({ status: 401, error: { code: "unauthorized" } });
  });

  test("refuses events with the development write key", async () => {
    const body = JSON.stringify({ writeKey: WRITE_KEY, batch: [] });
    const request = new Request("http://collector.test/v1/batch", { method: "POST", body });
    expect((await callWith(request, { ...env, MODE: "production" })).status).toBe(401);
  });
});

describe("paths and methods", () => {
  test.each([
    ["GET", "/nothing"],
    ["GET", "/v1/nothing"],
    ["POST", "/v2/batch"],
    ["GET", "/v1/projects/"],
  ])("%s %s is not found", async (method, path) => {
    const answer = await errorOf(await call(path, { method }));
    expect(answer).toMatchObject({ status: 404, error: { code: "not_found" } });
  });

  test.each([
    ["GET", "/v1/batch", "POST"],
    ["DELETE", "/v1/settings", "GET, PATCH"],
    ["GET", "/v1/keys", "POST"],
    ["POST", "/health", "GET"],
  ])("%s %s is not allowed; the answer says what is", async (method, path, allowed) => {
    const response = await call(path, { method });
    expect(response.headers.get("Allow")).toBe(allowed);
    expect(await errorOf(response)).toMatchObject({ status: 405, error: { code: "method_not_allowed" } });
  });

  test("a key that reaches an unknown path changes nothing about the answer", async () => {
    expect((await post("/v1/nothing", {}, { Authorization: `Bearer ${SECRET_KEY}` })).status).toBe(404);
  });
});
