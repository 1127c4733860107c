import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { Env } from "../../durable-objects/env.ts";
import type { GenerateStatus } from "../../protocol/generate.ts";
import { WRITE_KEY, call, callAsOwner, errorOf, postBatch, callWith } from "./call.ts";
import { envOf, secretKeyOf } from "./env-of.ts";

interface Statistics {
  total_events: number;
  unique_customers: number;
}

async function status(): Promise<GenerateStatus> {
  return (await callAsOwner("/v1/generate/status")).json<GenerateStatus>();
}

async function generate(query: string): Promise<Response> {
  return callAsOwner(`/v1/generate?${query}`, { method: "POST" });
}

async function untilOver(): Promise<GenerateStatus> {
  await vi.waitUntil(async () => (await status()).state !== "in_progress", { timeout: 60_000, interval: 50 });
  return status();
}

/** Once the shards have heard of everything. */
async function statistics(total: number): Promise<Statistics> {
  const read = async () => (await callAsOwner("/v1/statistics")).json<Statistics>();
  await vi.waitUntil(async () => (await read()).total_events === total, { timeout: 20_000, interval: 100 });
  return read();
}

describe("generating test traffic in the service", { timeout: 120_000 }, () => {
  test("is idle at first, then in progress, then completed, with numbers that are never negative", async () => {
    expect(await status()).toEqual({
      state: "idle",
      percentage: 0,
      generated: 0,
      target: 0,
      remaining: 0,
      elapsed_seconds: 0,
      eta_seconds: null,
      events_per_second: 0,
      error: null,
    });
    const started = await generate("count=400&mode=append&seed=one&days=3");
    expect(started.status).toBe(202);
    expect(await started.json()).toMatchObject({ state: "in_progress", target: 400, seed: "one" });
    expect((await generate("count=400")).status).toBe(409);
    const over = await untilOver();
    expect(over).toMatchObject({
      state: "completed",
      percentage: 100,
      generated: 400,
      remaining: 0,
      eta_seconds: null,
    });
    expect(over.events_per_second).toBeGreaterThan(0);
    expect(await statistics(400)).toMatchObject({ total_events: 400 });
  });

  test("append adds, the same seed again adds nothing, and replace leaves nothing of what was there", async () => {
    await generate("count=300&mode=append&seed=two&days=3");
    await untilOver();
    await statistics(700);
    await postBatch({ type: "track", event: "page_view", userId: "somebody", messageId: "p1" });
    await statistics(701);
    await generate("count=200&mode=replace&seed=three&days=3");
    expect(await untilOver()).toMatchObject({ state: "completed", generated: 200, percentage: 100 });
    await statistics(200);
    expect((await callAsOwner("/v1/shoppers/somebody")).status).toBe(404);
  });

  test("goes on where it was after a restart in the middle", async () => {
    await generate("count=3000&mode=replace&seed=four&days=3");
    await vi.waitUntil(async () => (await status()).generated >= 1000, { timeout: 60_000, interval: 20 });
    await evictDurableObject(env.STORE.getByName("dev")).catch(() => {});
    expect(await untilOver()).toMatchObject({ state: "completed", generated: 3000 });
    await statistics(3000);
  });

  test.each([
    ["count=99", "count"],
    ["count=1000001", "count"],
    ["count=many", "count"],
    ["mode=add", "mode"],
    ["locale=de-DE", "locale"],
    ["days=0", "days"],
    ["until=2026-01-01", "until"],
  ])("%s is a 400 that names the parameter", async (query, parameter) => {
    expect(await errorOf(await generate(query))).toMatchObject({
      status: 400,
      error: { code: "invalid_parameter", parameter },
    });
  });

  test("is refused to the stores of a collector in production, with a sentence that says why", async () => {
    const production = { ...envOf("shop"), MODE: "production" } as unknown as Env;
    const request = new Request("http://collector.test/v1/generate?count=100&mode=replace", {
      method: "POST",
      headers: { Authorization: `Bearer ${secretKeyOf("shop")}` },
    });
    expect(await errorOf(await callWith(request, production))).toMatchObject({
      status: 403,
      error: { code: "forbidden", message: expect.stringContaining("development stores only") },
    });
  });

  test("is the owner's, and no GET begins anything", async () => {
    const asPage = await call("/v1/generate", { method: "POST", headers: { Authorization: `Bearer ${WRITE_KEY}` } });
    expect(asPage.status).toBe(403);
    expect((await callAsOwner("/v1/generate?count=100")).status).toBe(405);
  });
});
