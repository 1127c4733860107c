import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { ExplainAnswer } from "../../protocol/explain.ts";
import type { TimelineAnswer, TimelineEntry } from "../../protocol/timeline.ts";
import { call, callAsOwner, errorOf, postBatch } from "./call.ts";
import { cartOf, newUser, patchSettings, viewOf } from "./shop-a-cart.ts";

const explain = async (id: string, query = "") =>
  (await callAsOwner(`/v1/shoppers/${id}/explain${query}`)).json<ExplainAnswer>();

const timeline = async (id: string, query = "") =>
  (await callAsOwner(`/v1/shoppers/${id}/timeline${query}`)).json<TimelineAnswer>();

const nameOf = (entry: TimelineEntry) => {
  if (entry.kind === "event") return entry.name;
  return entry.kind === "outcome" ? entry.type : `move ${entry.from.anonymous_id}`;
};

const ago = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString();

describe("GET /v1/shoppers/:id/explain", () => {
  test("says what decides about an open cart, with the cart and every rule, also after an eviction", async () => {
    const user = newUser();
    await cartOf(user);
    const before = await explain(user);
    await evictDurableObject(env.SHOPPER.getByName(`dev/u:${user}`));
    const answer = await explain(user);
    expect(answer).toMatchObject({
      shopper: user,
      decision: { state: "silent", rule: "no_endpoint" },
      cart: { item_count: 1, value_minor: 500 },
      alerts: [],
    });
    expect({ ...answer, as_of: "" }).toEqual({ ...before, as_of: "" });
    expect(answer.decision.until).toBe((await viewOf(user)).next_deadline);
    expect(answer.rules.find(({ rule }) => rule === "cutoff")).toMatchObject({ cutoff_minutes: 30, passes: false });
  });

  test("tells why an alert fired", async () => {
    await patchSettings({ cutoff_minutes: { cart: 1 / 60_000 } });
    const user = newUser();
    await cartOf(user);
    await vi.waitFor(async () => expect((await viewOf(user)).alerts).toHaveLength(1), 5000);
    await patchSettings({ cutoff_minutes: { cart: 30 } });
    const { alerts, rules } = await explain(user);
    expect(alerts[0]?.why).toMatch(/^Idle since .* was due 1 ms later/);
    expect(rules.find(({ rule }) => rule === "already_alerted")?.alert_id).toBe(alerts[0]?.id);
  });

  test("of a guest who became a user it says where everything went", async () => {
    const [guest, user] = [newUser(), newUser()];
    await postBatch({ type: "page", anonymousId: guest }, { type: "identify", anonymousId: guest, userId: user });
    expect(await explain(guest)).toMatchObject({
      decision: { state: "none", rule: "moved" },
      rules: [{ rule: "moved", passes: false, moved_to: user }],
    });
  });

  test("reading changes nothing", async () => {
    const user = newUser();
    await cartOf(user);
    const before = await viewOf(user);
    await explain(user);
    await timeline(user);
    expect({ ...(await viewOf(user)), as_of: "" }).toEqual({ ...before, as_of: "" });
  });
});

describe("GET /v1/shoppers/:id/timeline", () => {
  test("lists events in the order in which they happened, not in that of their arrival", async () => {
    const user = newUser();
    const at = (event: string, seconds: number) => ({ type: "track", event, userId: user, timestamp: ago(seconds) });
    await postBatch(at("page_view", 30), at("scroll", 10));
    await postBatch(at("search", 20));
    const { data, shopper } = await timeline(user);
    expect(shopper).toBe(user);
    expect(data.map(nameOf)).toEqual(["page_view", "search", "scroll"]);
    const [, late] = data;
    expect(late).toMatchObject({ kind: "event", trust: "claim", items: null, restore_link: false });
  });

  test("an event of the cart shows its items", async () => {
    const user = newUser();
    await cartOf(user, { item_id: "mug", item_variant: "red", price: 5, quantity: 2 });
    const { data } = await timeline(user);
    expect(data).toMatchObject([
      {
        name: "add_to_cart",
        items: [{ item_id: "mug", item_variant: "red", quantity: 2, price_minor: 500 }],
        currency: "USD",
      },
    ]);
  });

  test("shows outcomes among the events, and the guest that the user was", async () => {
    await patchSettings({ cutoff_minutes: { cart: 1 / 60_000 } });
    const [guest, user] = [newUser(), newUser()];
    await postBatch({
      type: "track",
      event: "add_to_cart",
      anonymousId: guest,
      properties: { item_id: "a", price: 1 },
    });
    await vi.waitFor(async () => expect((await viewOf(guest)).alerts).toHaveLength(1), 5000);
    await postBatch({ type: "identify", anonymousId: guest, userId: user });
    await postBatch({ type: "track", event: "purchase", userId: user, properties: { transaction_id: user, value: 1 } });
    await patchSettings({ cutoff_minutes: { cart: 30 } });
    await evictDurableObject(env.SHOPPER.getByName(`dev/u:${user}`));
    const { data } = await timeline(user);
    expect(data.map(nameOf).filter((name) => name !== "identify")).toEqual([
      "add_to_cart",
      "cart.abandoned",
      `move ${guest}`,
      "purchase",
      "cart.recovered",
    ]);
    expect(data.at(-1)).toMatchObject({ transaction_id: user, attribution: "window" });
    expect((await timeline(guest)).data).toEqual(data);
  });

  test("pages hold every entry once, in order, whatever their size", async () => {
    const user = newUser();
    // All at one moment: the id decides.
    const timestamp = ago(60);
    const many = Array.from({ length: 23 }, (_, index) => ({
      type: "page",
      userId: user,
      timestamp,
      messageId: `m${index}`,
    }));
    await postBatch(...many);
    const whole = (await timeline(user)).data;
    for (const limit of [1, 7, 23]) {
      const seen: TimelineEntry[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const page: TimelineAnswer = await timeline(user, `?limit=${limit}${cursor === "" ? "" : `&cursor=${cursor}`}`);
        expect(page.data.length).toBeLessThanOrEqual(limit);
        seen.push(...page.data);
        cursor = page.next_cursor;
      }
      expect(seen).toEqual(whole);
    }
    expect(whole).toHaveLength(23);
  });
});

describe("what is refused", () => {
  test.each([
    ["/explain?kind=robot", "kind"],
    ["/explain?x=1", "x"],
    ["/timeline?limit=0", "limit"],
    ["/timeline?limit=1001", "limit"],
    ["/timeline?cursor=nonsense", "cursor"],
    ["/timeline?cursor=", "cursor"],
    ["/timeline?from=1", "from"],
  ])("%s is a 400 that names the parameter", async (path, parameter) => {
    const answer = await errorOf(await callAsOwner(`/v1/shoppers/ann${path}`));
    expect(answer).toMatchObject({ status: 400, error: { parameter } });
  });

  test.each(["explain", "timeline"])("%s of nobody is a 404", async (what) => {
    for (const id of ["nobody", "x".repeat(129)]) {
      const answer = await errorOf(await callAsOwner(`/v1/shoppers/${id}/${what}`));
      expect(answer).toMatchObject({ status: 404, error: { code: "not_found", parameter: "id" } });
    }
  });

  test.each(["explain", "timeline"])("%s needs the secret key", async (what) => {
    expect((await call(`/v1/shoppers/ann/${what}`)).status).toBe(401);
  });
});
