import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ShopperDelta } from "../../durable-objects/metrics/shopper-delta.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { shardOf } from "../../engine/shard-of.ts";
import type { AbandonedCart, AbandonedCartsAnswer } from "../../protocol/abandoned-carts.ts";
import type { ErrorBody } from "../../protocol/error.ts";
import { carts } from "../../worker/routes/carts.ts";
import { entryOf } from "../durable-objects/metrics/delta-of.ts";
import { SHARDS, type EnvOverrides, envOf, secretKeyOf, writeKeyOf } from "./env-of.ts";

const HOUR_MS = 3_600_000;

async function ask(store: string, query = "", overrides: EnvOverrides = {}): Promise<Response> {
  forgetStoreConfig(store);
  const headers = { Authorization: `Bearer ${secretKeyOf(store)}` };
  return carts.request(`/v1/carts/abandoned${query}`, { headers }, envOf(store, overrides));
}

async function answerOf(store: string, query = ""): Promise<AbandonedCartsAnswer> {
  const response = await ask(store, query);
  expect(response.status).toBe(200);
  return response.json();
}

const requests = () => storageCounters.requests().get("MetricsShard") ?? 0;
const shoppersOf = ({ data }: AbandonedCartsAnswer) => data.map(({ shopper }) => shopper);

/** A delta that says nothing but its directory entry. */
const NOTHING_ELSE = { events: [], facts: [] };

async function put(
  store: string,
  shopper: ShopperKey,
  entry: Parameters<typeof entryOf>[0],
  shards = SHARDS,
): Promise<void> {
  const userId = shopper.startsWith("u:") ? shopper.slice(2) : null;
  const directory = entryOf({ userId, anonymousId: userId === null ? shopper.slice(2) : null, ...entry });
  const delta: ShopperDelta = { shopper, shards, incarnation: shopper, sequence: 1, directory, ...NOTHING_ELSE };
  await env.METRICS_SHARD.getByName(`${store}/shard/${shardOf(shopper, shards)}`).apply([delta]);
}

describe("what is listed", () => {
  const start = Date.now();

  beforeAll(async () => {
    await Promise.all([
      put("list", "u:old", { lastActivityAt: start - 3 * HOUR_MS, valueMinor: 2000, stage: "payment" }),
      put("list", "a:mid", { lastActivityAt: start - 2 * HOUR_MS, valueMinor: 5000 }),
      put("list", "u:half", { lastActivityAt: start - HOUR_MS / 2, valueMinor: 1999, stage: "checkout" }),
      put("list", "a:fresh", { lastActivityAt: start - 60_000, valueMinor: 100_000 }),
      put("list", "u:dong", { lastActivityAt: start - 4 * HOUR_MS, valueMinor: 900_000, currency: "VND" }),
      put("list", "u:viewer", { lastActivityAt: start - HOUR_MS, stage: "browse", cartId: null, valueMinor: 0 }),
    ]);
  });

  test.each([
    ["", ["dong", "old", "mid", "half"]],
    ["?idle_minutes=0", ["dong", "old", "mid", "half", "fresh"]],
    ["?idle_minutes=0.5", ["dong", "old", "mid", "half", "fresh"]],
    ["?idle_minutes=119", ["dong", "old", "mid"]],
    ["?idle_minutes=525600", []],
    ["?stage=browse", ["viewer"]],
    ["?stage=cart", ["dong", "mid"]],
    ["?stage=checkout", ["half"]],
    ["?stage=payment", ["old"]],
    ["?identity=known", ["dong", "old", "half"]],
    ["?identity=anonymous", ["mid"]],
    ["?min_value=20", ["old", "mid"]],
    ["?min_value=19.99", ["old", "mid", "half"]],
    ["?min_value=50.01", []],
    ["?sort=oldest", ["dong", "old", "mid", "half"]],
    ["?sort=value", ["mid", "old", "half", "dong"]],
    ["?sort=value&limit=2", ["mid", "old"]],
    ["?limit=1&identity=known&min_value=1&stage=payment&idle_minutes=1", ["old"]],
  ])("%s lists %j", async (query, shoppers) => {
    expect(shoppersOf(await answerOf("list", query))).toEqual(shoppers);
  });

  test("a row says everything, in the names of the wire", async () => {
    const { data, as_of, ...rest } = await answerOf("list", "?stage=payment");
    const hours = (Date.parse(as_of) - (start - 3 * HOUR_MS)) / HOUR_MS;
    expect(data).toEqual<AbandonedCart[]>([
      {
        shopper: "old",
        user_id: "old",
        anonymous_id: null,
        session_id: "s-1",
        cart_id: "c_1",
        last_activity: new Date(start - 3 * HOUR_MS).toISOString(),
        hours_since_activity: Math.round(hours * 100) / 100,
        stage: "payment",
        items: [{ item_id: "p-1", item_name: "Tea", quantity: 2, price_minor: 450 }],
        item_count: 2,
        value_minor: 2000,
        currency: "USD",
      },
    ]);
    expect(rest).toEqual({ next_cursor: null });
    expect(Math.abs(Date.parse(as_of) - Date.now())).toBeLessThan(60_000);
  });

  test("every shard is asked once for the order, and again only who has a cart of the page", async () => {
    const before = requests();
    expect(shoppersOf(await answerOf("list", "?limit=1"))).toHaveLength(1);
    expect(requests()).toBe(before + SHARDS + 1);
    expect(shoppersOf(await answerOf("list", "?idle_minutes=525600"))).toEqual([]);
    expect(requests()).toBe(before + 2 * SHARDS + 1);
  });
});

async function pagesOf(query: string): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const answer: AbandonedCartsAnswer = await answerOf("pages", cursor ? `${query}&cursor=${cursor}` : query);
    pages.push(shoppersOf(answer));
    cursor = answer.next_cursor;
  }
  return pages;
}

describe("paging", () => {
  const ids = Array.from({ length: 250 }, (_, index) => `shopper-${String(index).padStart(3, "0")}`);

  beforeAll(async () => {
    const at = Date.now() - 2 * HOUR_MS;
    // Values that no half-way cut of the list separates.
    const values = (index: number) => ({ lastActivityAt: at, valueMinor: index % 3 });
    await Promise.all(ids.map((id, index) => put("pages", index % 2 ? `u:${id}` : `a:${id}`, values(index))));
  });

  test.each([
    ["?limit=7", [...Array.from({ length: 35 }, () => 7), 5]],
    ["?limit=100", [100, 100, 50]],
    ["?limit=125", [125, 125]],
    ["?limit=1000", [250]],
  ])("250 carts of one instant with %s come in pages of %j, each cart once, by id", async (query, sizes) => {
    const pages = await pagesOf(query);
    expect(pages.map((page) => page.length)).toEqual(sizes);
    expect(pages.flat()).toEqual(ids);
  });

  test("by value: none lost, none twice, the highest first", async () => {
    const expected = [2, 1, 0].flatMap((value) => ids.filter((_, index) => index % 3 === value));
    expect((await pagesOf("?sort=value&limit=40")).flat()).toEqual(expected);
  });

  test("a store of one shard pages as well", async () => {
    const at = Date.now() - 2 * HOUR_MS;
    await Promise.all(["1", "2", "3"].map((id) => put("single", `a:${id}`, { lastActivityAt: at }, 1)));
    const answer: AbandonedCartsAnswer = await (await ask("single", "?limit=2", { shards: 1 })).json();
    expect(shoppersOf(answer)).toEqual(["1", "2"]);
    expect(answer.next_cursor).not.toBeNull();
  });

  test("a cart that is gone between two pages takes no other with it", async () => {
    const at = Date.now() - 2 * HOUR_MS;
    const names = ["c-1", "c-2", "c-3", "c-4"];
    await Promise.all(names.map((name) => put("gone", `a:${name}`, { lastActivityAt: at })));
    const first = await answerOf("gone", "?limit=2");
    const shopper = "a:c-2" as const;
    const known = { shopper, shards: SHARDS, incarnation: shopper };
    const removal: ShopperDelta = { ...known, ...NOTHING_ELSE, sequence: 2, directory: null };
    await env.METRICS_SHARD.getByName(`gone/shard/${shardOf(shopper, SHARDS)}`).apply([removal]);
    expect(shoppersOf(await answerOf("gone", `?limit=2&cursor=${first.next_cursor}`))).toEqual(["c-3", "c-4"]);
  });
});

describe("what is refused", () => {
  test.each([
    ["?idle_minutes=x", "invalid_parameter", "idle_minutes"],
    ["?idle_minutes=", "invalid_parameter", "idle_minutes"],
    ["?idle_minutes=-1", "invalid_parameter", "idle_minutes"],
    ["?idle_minutes=1e3", "invalid_parameter", "idle_minutes"],
    ["?idle_minutes=525601", "invalid_parameter", "idle_minutes"],
    ["?stage=gone", "invalid_parameter", "stage"],
    ["?identity=both", "invalid_parameter", "identity"],
    ["?min_value=-0.01", "invalid_parameter", "min_value"],
    ["?min_value=NaN", "invalid_parameter", "min_value"],
    ["?sort=newest", "invalid_parameter", "sort"],
    ["?limit=0", "invalid_parameter", "limit"],
    ["?limit=1001", "invalid_parameter", "limit"],
    ["?limit=2.5", "invalid_parameter", "limit"],
    ["?limit=1&limit=2", "invalid_parameter", "limit"],
    ["?cursor=x", "invalid_parameter", "cursor"],
    ["?cursor=", "invalid_parameter", "cursor"],
    [`?cursor=${btoa('["value",1,1,"USD","a:1"]')}`, "invalid_parameter", "cursor"],
    [`?cursor=${btoa('["oldest","1",1,"USD","a:1"]')}`, "invalid_parameter", "cursor"],
    ["?offset=10", "unknown_parameter", "offset"],
    ["?__proto__=1", "unknown_parameter", "__proto__"],
  ])("%s is a 400 with %s that names %s", async (query, code, parameter) => {
    const response = await ask("refused", query);
    expect(response.status).toBe(400);
    expect((await response.json<ErrorBody>()).error).toMatchObject({ code, parameter });
  });

  test.each([
    ["no key", null, 401],
    ["an unknown key", "Bearer sk_refused_other", 401],
    ["the write key", `Bearer ${writeKeyOf("refused")}`, 403],
  ])("%s reads nothing", async (_, authorization, status) => {
    forgetStoreConfig("refused");
    const headers: Record<string, string> = authorization === null ? {} : { Authorization: authorization };
    const response = await carts.request("/v1/carts/abandoned", { headers }, envOf("refused"));
    expect(response.status).toBe(status);
  });

  test("another shard count than the store began with is a 409", async () => {
    await put("recounted", "a:1", { lastActivityAt: Date.now() - HOUR_MS });
    const response = await ask("recounted", "", { shards: SHARDS * 2 });
    expect(response.status).toBe(409);
    expect((await response.json<ErrorBody>()).error.code).toBe("conflict");
  });
});

describe("a shard that does not answer", () => {
  beforeAll(async () => {
    const at = Date.now() - HOUR_MS;
    await Promise.all(Array.from({ length: 40 }, (_, index) => put("partial", `a:${index}`, { lastActivityAt: at })));
  });

  test("makes the answer partial, and says so; the others are complete", async () => {
    const response = await ask("partial", "", { broken: (shard) => shard.endsWith("/1") });
    const answer: AbandonedCartsAnswer = await response.json();
    const reachable = Array.from({ length: 40 }, (_, index) => `a:${index}` as const)
      .filter((shopper) => shardOf(shopper, SHARDS) !== 1)
      .map((shopper) => shopper.slice(2));
    expect(response.status).toBe(200);
    expect(answer.partial).toBe(true);
    expect(shoppersOf(answer).toSorted()).toEqual(reachable.toSorted());
    expect(await answerOf("partial")).not.toHaveProperty("partial");
  });

  test("when none answers it is a 503, to be tried again", async () => {
    const response = await ask("partial", "", { broken: () => true });
    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).not.toBeNull();
  });
});
