import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { exportedEvent, type EventRow } from "../../cli/export/exported-event.ts";
import { ledgerMessage } from "../../cli/import/ledger-message.ts";
import { clearStore } from "../../durable-objects/store/clear-store.ts";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import type { LedgerAnswer } from "../../protocol/ledger-line.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { callAsOwner, errorOf, post, postBatch, SECRET_KEY } from "./call.ts";
import { createEndpoint, deleteEndpoints, deliveriesOf } from "./endpoints.ts";
import { patchSettings } from "./shop-a-cart.ts";

const SHOPPERS = ["left", "bought", "cancelled", "mistaken", "twice", "known", "merged", "looked"];
const REPORTS = ["/v1/metrics/abandonment", "/v1/metrics/funnel", "/v1/statistics", "/v1/metrics/active_users"];

interface Exported {
  events: EventRow[];
  ledger: LedgerAnswer["data"];
  shoppers: unknown[];
  explained: unknown[];
  reports: unknown[];
}

function says(event: string, userId: string, more: object = {}) {
  const items = [{ item_id: "sku-1", item_variant: "L", item_name: "Tea", price: 10, quantity: 1 }];
  return {
    type: "track",
    event,
    userId,
    timestamp: new Date().toISOString(),
    properties: { items, cart_token: `t-${userId}` },
    ...more,
  };
}

function order(id: string) {
  return { properties: { transaction_id: id, value: 10, items: [{ item_id: "sku-1" }] } };
}

async function json<Answer>(path: string): Promise<Answer> {
  const response = await callAsOwner(path);
  expect([path, response.status]).toEqual([path, 200]);
  return response.json<Answer>();
}

async function everyRow<Row>(path: string): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const query = cursor === null ? "?limit=3" : `?limit=3&cursor=${cursor}`;
    const page: { data: Row[]; next_cursor: string | null } = await json(`${path}${query}`);
    rows.push(...page.data);
    cursor = page.next_cursor;
  } while (cursor !== null);
  return rows;
}

async function outcomes(id: string): Promise<string[]> {
  const lines = (await everyRow<LedgerAnswer["data"][number]>("/v1/ledger")).find(
    ({ shopper }) => shopper === id,
  )?.lines;
  return (lines ?? []).map(({ type }) => type);
}

async function told(id: string, ...types: string[]): Promise<void> {
  await vi.waitFor(async () => expect(await outcomes(id)).toEqual(types), { timeout: 60_000, interval: 50 });
}

/** Without what says when it was asked, or how the object is going about it. */
function timeless(value: object): object {
  const kept = Object.entries(value).filter(([name]) => !["as_of", "alarm_at", "outbox"].includes(name));
  return Object.fromEntries(kept);
}

async function everything(): Promise<Exported> {
  return {
    events: await everyRow<EventRow>("/v1/events"),
    ledger: await everyRow<LedgerAnswer["data"][number]>("/v1/ledger"),
    shoppers: await Promise.all(SHOPPERS.map(async (id) => timeless(await json<ShopperView>(`/v1/shoppers/${id}`)))),
    explained: await Promise.all(
      SHOPPERS.map(async (id) => (await json<{ alerts: unknown[] }>(`/v1/shoppers/${id}/explain`)).alerts),
    ),
    reports: await Promise.all(REPORTS.map(async (path) => timeless(await json<object>(path)))),
  };
}

async function importAll(batch: object[]): Promise<IngestAnswer> {
  const response = await callAsOwner("/v1/import", { body: { batch } });
  expect(response.status).toBe(200);
  return response.json<IngestAnswer>();
}

/** Alerts are attempted at an endpoint that never answers, so that purchases recover them. */
async function attempted(endpoint: string, count: number): Promise<void> {
  const attempts = async () => (await deliveriesOf(endpoint)).data.filter((delivery) => delivery.attempts > 0);
  await vi.waitFor(async () => expect((await attempts()).length).toBeGreaterThanOrEqual(count), 20_000);
}

describe("a store whose export another store takes", { timeout: 300_000 }, () => {
  let first: Exported;
  let endpoint: string;

  beforeAll(async () => {
    endpoint = (await createEndpoint()).id;
    await patchSettings({ cutoff_minutes: { cart: 1 / 600, checkout: 1 / 600 } });
    const addedAt = Date.now();
    await postBatch(
      says("view_item", "looked"),
      ...["left", "bought", "cancelled", "mistaken", "twice"].map((user) =>
        says("add_to_cart", user, { timestamp: new Date(addedAt).toISOString() }),
      ),
      { ...says("add_to_cart", ""), userId: undefined, anonymousId: "visitor" },
    );
    for (const user of ["left", "bought", "cancelled", "mistaken", "twice"]) await told(user, "cart.abandoned");
    await told("visitor", "cart.abandoned");
    await attempted(endpoint, 6);
    await postBatch(
      says("purchase", "bought", order("o-1")),
      says("purchase", "cancelled", order("o-2")),
      says("purchase", "mistaken", { ...order("o-3"), timestamp: new Date(addedAt + 1).toISOString() }),
      says("begin_checkout", "twice"),
      { ...says("page_view", "known"), anonymousId: "visitor" },
    );
    await told("twice", "cart.abandoned", "cart.abandoned");
    await told("bought", "cart.abandoned", "cart.recovered");
    await told("cancelled", "cart.abandoned", "cart.recovered");
    await postBatch(says("order_cancelled", "cancelled", order("o-2")));
    await told("cancelled", "cart.abandoned", "cart.recovered", "recovery.reversed");
    await told("mistaken", "cart.abandoned", "cart.retracted");
    await told("known", "cart.abandoned");
    await postBatch(says("search", "merged"), says("search", "formerly"));
    const aliased = await post(
      "/v1/batch",
      { batch: [{ type: "alias", userId: "merged", previousId: "formerly" }] },
      { Authorization: `Bearer ${SECRET_KEY}` },
    );
    if (aliased.status !== 200) throw new Error(`the alias was answered ${aliased.status}`);
    await told("merged", "alias");
    // What is still to be sent there would be noted on the way.
    await deleteEndpoints();
    first = await everything();
    const { shards } = await env.STORE.getByName("dev").config(Date.now());
    await clearStore(env, { name: "dev", shards });
    endpoint = (await createEndpoint()).id;
  }, 240_000);

  test("tells in its export of every outcome", () => {
    const types = first.ledger.flatMap(({ shopper, lines }) => lines.map(({ type }) => `${shopper} ${type}`));
    expect(types.toSorted()).toEqual([
      "bought cart.abandoned",
      "bought cart.recovered",
      "cancelled cart.abandoned",
      "cancelled cart.recovered",
      "cancelled recovery.reversed",
      "known cart.abandoned",
      "left cart.abandoned",
      "merged alias",
      "mistaken cart.abandoned",
      "mistaken cart.retracted",
      "twice cart.abandoned",
      "twice cart.abandoned",
    ]);
  });

  test("is there again: log, outcomes, shoppers, explanations and reports; and nobody was told of it", async () => {
    const lines = first.ledger.flatMap(({ lines: own }) => own.map((line) => ledgerMessage({ ...line })));
    const events = first.events.map(exportedEvent);
    const sequels = lines.filter(({ type }) => type === "cart.recovered");
    expect((await importAll(sequels)).rejected.map(({ code }) => code)).toEqual(["invalid_message", "invalid_message"]);
    expect(await importAll(events)).toEqual({ accepted: events.length, duplicates: 0, rejected: [] });
    expect(await importAll(lines)).toEqual({ accepted: lines.length, duplicates: 0, rejected: [] });
    await vi.waitFor(async () => expect(await everything()).toEqual(first), { timeout: 60_000, interval: 500 });
    expect((await deliveriesOf(endpoint)).data).toEqual([]);
  });

  test("takes nothing twice", async () => {
    const lines = first.ledger.flatMap(({ lines: own }) => own.map((line) => ledgerMessage({ ...line })));
    const aliases = lines.filter(({ type }) => type === "alias").length;
    expect(await importAll([...first.events.map(exportedEvent), ...lines])).toEqual({
      accepted: aliases,
      duplicates: first.events.length + lines.length - aliases,
      rejected: [],
    });
    expect(await everything()).toEqual(first);
  });

  test("recovers an alert of its past by a purchase of today", async () => {
    await postBatch(says("purchase", "left", { properties: { transaction_id: "o-9", value: 12 } }));
    await told("left", "cart.abandoned", "cart.recovered");
    await vi.waitFor(async () => expect(await json("/v1/metrics/abandonment")).toMatchObject({ recovered: 2 }), 20_000);
  });
});

test("outcomes without their events count as they counted, and are left alone", async () => {
  const ledger = await everyRow<LedgerAnswer["data"][number]>("/v1/ledger");
  const report = timeless(await json<object>("/v1/metrics/abandonment"));
  const { shards } = await env.STORE.getByName("dev").config(Date.now());
  await clearStore(env, { name: "dev", shards });
  const lines = ledger.flatMap(({ lines: own }) => own.map((line) => ledgerMessage({ ...line })));
  expect((await importAll(lines)).rejected).toEqual([]);
  await vi.waitFor(
    async () => expect(timeless(await json<object>("/v1/metrics/abandonment"))).toMatchObject(withoutArms(report)),
    { timeout: 20_000, interval: 200 },
  );
  expect(await outcomes("mistaken")).toEqual(["cart.abandoned", "cart.retracted"]);
  expect(await outcomes("left")).toEqual(["cart.abandoned", "cart.recovered"]);
});

test("an episode that only the reports remember is kept by them", async () => {
  const episode = {
    firedAt: Date.now() - 60 * 86_400_000,
    stage: "cart",
    currency: "USD",
    valueMinor: 4200,
    heldOut: false,
    delaysMs: [5],
    alerts: 1,
    result: "open",
    expired: true,
    reversed: false,
    order: null,
  };
  const line = { type: "episode", id: "c_old-1", shopper: "ancient", kind: "user", episode };
  expect(await importAll([line])).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  expect(await importAll([line])).toEqual({ accepted: 0, duplicates: 1, rejected: [] });
  await vi.waitFor(
    async () => {
      const shoppers = await everyRow<LedgerAnswer["data"][number]>("/v1/ledger");
      expect(shoppers.find(({ shopper }) => shopper === "ancient")?.lines).toEqual([line]);
    },
    { timeout: 20_000, interval: 200 },
  );
});

test("a malformed line of a ledger is refused by its position, as is a malformed cursor", async () => {
  const answer = await importAll([{ type: "cart.abandoned", id: "x" }, { type: "episode" }]);
  expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
    [0, "invalid_message"],
    [1, "invalid_message"],
  ]);
  expect(await errorOf(await callAsOwner("/v1/ledger?cursor=bm8"))).toMatchObject({
    status: 400,
    error: { parameter: "cursor" },
  });
});

/** The arms of the hold-out are made of events. */
function withoutArms(report: object): object {
  return Object.fromEntries(Object.entries(report).filter(([name]) => name !== "hold_out"));
}
