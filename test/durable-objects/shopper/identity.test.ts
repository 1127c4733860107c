import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import type { ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { event, item } from "../../support/shopper-events.ts";

const STORE = "dev";
/** Events happen this long before they are received, with a cut-off of half of it: carts are due at once. */
const AGO_MS = 40_000;
const DUE_AT_ONCE = 20_000 / 60_000;
let people = 0;
let slow: ShopperConfig;
let due: ShopperConfig;

beforeAll(async () => {
  slow = await env.STORE.getByName(STORE).config(Date.now());
  const minutes = { browse: null, cart: DUE_AT_ONCE, checkout: DUE_AT_ONCE, payment: DUE_AT_ONCE };
  due = { ...slow, settings: { ...slow.settings, cutoff_minutes: minutes } };
});

/** A visitor with an anonymous id and, later, a user id that nobody else has. */
function someone() {
  people += 1;
  return { guest: `a:guest-${people}`, user: `u:user-${people}`, second: `u:second-${people}` } as const;
}

const at = (shopper: ShopperKey) => env.SHOPPER.getByName(`${STORE}/${shopper}`);

const ingest = (shopper: ShopperKey, events: ShopperEvent[], config = slow) =>
  at(shopper).ingest({ store: STORE, shopper, events, config });

function happened(made: ShopperEvent, who: { guest: ShopperKey; user?: ShopperKey }): ShopperEvent {
  const received = Date.now();
  return {
    ...made,
    at: received - AGO_MS,
    receivedAt: received,
    anonymousId: who.guest.slice(2),
    userId: who.user?.slice(2) ?? null,
  };
}

const adds = (id: string, who: { guest: ShopperKey; user?: ShopperKey }) =>
  happened(event("add_to_cart", 0, { items: [item(id)] }), who);

/** Changes a part of what is stored of a shopper, who wakes up with it. */
async function overwrite(shopper: ShopperKey, path: string, value: unknown): Promise<void> {
  await runInDurableObject(at(shopper), (_, { storage }) => {
    storage.sql.exec("UPDATE part SET body = json_set(body, ?, json(?)) WHERE id = 0", path, JSON.stringify(value));
    return storage.setAlarm(Date.now() + 60_000);
  });
  await evictDurableObject(at(shopper));
}

const items = async (shopper: ShopperKey) =>
  (await at(shopper).view(slow))?.cart?.items.map((line) => line.item_id).toSorted();

describe("an anonymous shopper who becomes known", () => {
  test("the guest's cart becomes the user's, and is one cart with the user's own lines", async () => {
    const { guest, user } = someone();
    await ingest(guest, [adds("a", { guest })]);
    await ingest(user, [adds("b", { guest, user })]);
    expect(await items(user)).toEqual(["a", "b"]);
  });

  test("identified before the cart: later events of the anonymous id find the user", async () => {
    const { guest, user } = someone();
    await ingest(user, [happened(event("identify", 0), { guest, user })]);
    await evictDurableObject(at(guest));
    await ingest(guest, [adds("a", { guest })]);
    expect(await items(user)).toEqual(["a"]);
    await ingest(guest, [adds("b", { guest })]);
    expect(await items(user)).toEqual(["a", "b"]);
  });

  test("an event that both ids bring is a duplicate", async () => {
    const { guest, user } = someone();
    const added = adds("a", { guest });
    await ingest(guest, [added]);
    await ingest(user, [happened(event("identify", 0), { guest, user })]);
    expect(await ingest(guest, [added])).toEqual({ results: ["duplicate"] });
    expect(await ingest(user, [{ ...added, userId: user.slice(2) }])).toEqual({ results: ["duplicate"] });
  });

  test("an alert that was sent for the guest stays the only one, and the user's purchase recovers it", async () => {
    const { guest, user } = someone();
    await ingest(guest, [adds("a", { guest })], due);
    const [sent] = (await at(guest).view(due))?.alerts ?? [];
    await ingest(user, [happened(event("identify", 0), { guest, user })], due);
    const after = await at(user).view(due);
    expect(after?.alerts).toEqual([sent]);
    const bought = { ...happened(event("purchase", 0), { guest, user }), at: Date.now() };
    await ingest(user, [bought], due);
    expect((await at(user).view(due))?.alerts).toMatchObject([{ id: sent?.id, status: "recovered" }]);
  });

  test("an endpoint that asks under the guest's name is answered by the user", async () => {
    const { guest, user } = someone();
    const told = { ...due, endpoints: [{ id: "we_1", eventTypes: ["cart.abandoned" as const] }] };
    await ingest(guest, [adds("a", { guest })], told);
    const id = (await at(guest).view(due))?.alerts[0]?.id ?? "";
    await ingest(user, [happened(event("identify", 0), { guest, user })], told);
    expect(await at(guest).permitAttempt(id, "we_1")).toBe(true);
    const bought = { ...happened(event("purchase", 0), { guest, user }), at: Date.now() };
    await ingest(user, [bought], told);
    expect(await at(guest).permitAttempt(id, "we_1")).toBe(false);
  });

  test("what the guest bought is known before the user's cart is decided upon", async () => {
    const { guest, user } = someone();
    const bought = happened(event("purchase", 0, { transactionId: `order-${people}` }), { guest });
    await ingest(guest, [{ ...bought, at: bought.at + 10_000 }], due);
    await ingest(user, [adds("a", { guest, user })], due);
    const view = await at(user).view(due);
    expect(view?.cart).toBeNull();
    expect(view?.alerts).toEqual([]);
  });

  test("two alerted carts become one: the later alert stays, the other is superseded", async () => {
    const { guest, user } = someone();
    await ingest(guest, [adds("a", { guest })], due);
    await ingest(user, [{ ...adds("b", { guest, user }), anonymousId: null }], due);
    await ingest(user, [happened(event("identify", 0), { guest, user })], due);
    const alerts = (await at(user).view(due))?.alerts ?? [];
    expect(alerts.map((alert) => alert.status).toSorted()).toEqual(["standing", "superseded"]);
    expect(new Set(alerts.map((alert) => alert.cart_id)).size).toBe(2);
  });

  test("the guest's object is disarmed, and shows the user", async () => {
    const { guest, user } = someone();
    await ingest(guest, [adds("a", { guest })]);
    await ingest(user, [happened(event("identify", 0), { guest, user })]);
    expect(await at(guest).view(slow)).toMatchObject({ shopper: user.slice(2), cart: { item_count: 1 } });
  });

  test("two devices of one user are one shopper", async () => {
    const { guest, user } = someone();
    const other = `${guest}-phone` as const;
    await ingest(guest, [adds("a", { guest })]);
    await ingest(other, [adds("b", { guest: other })]);
    await ingest(user, [happened(event("identify", 0), { guest, user })]);
    await ingest(user, [happened(event("identify", 0), { guest: other, user })]);
    expect(await items(user)).toEqual(["a", "b"]);
  });
});

describe("two users whom the shop says are one", () => {
  test("the second's cart joins the first's, and what comes for the second finds the first", async () => {
    const { guest, user, second } = someone();
    await ingest(user, [adds("a", { guest, user })]);
    await ingest(second, [adds("b", { guest: `${guest}-2`, user: second })]);
    await at(user).adopt({ store: STORE, shopper: user, config: slow }, second);
    expect(await items(user)).toEqual(["a", "b"]);
    await ingest(second, [adds("c", { guest: `${guest}-2`, user: second })]);
    expect(await items(user)).toEqual(["a", "b", "c"]);
  });

  test("saying it twice, or of oneself, changes nothing", async () => {
    const { guest, user, second } = someone();
    await ingest(second, [adds("b", { guest, user: second })]);
    for (const other of [second, second, user]) {
      await at(user).adopt({ store: STORE, shopper: user, config: slow }, other);
    }
    expect((await at(user).view(slow))?.cart?.item_count).toBe(1);
  });
});

describe("a computer that several users share", () => {
  test("a second user takes nothing over, and the id is an anonymous shopper again", async () => {
    const { guest, user, second } = someone();
    await ingest(guest, [adds("a", { guest })]);
    await ingest(user, [happened(event("identify", 0), { guest, user })]);
    await ingest(second, [happened(event("identify", 0), { guest, user: second })]);
    expect(await items(second)).toBeUndefined();
    await ingest(guest, [adds("z", { guest })]);
    expect(await items(user)).toEqual(["a"]);
    expect(await items(guest)).toEqual(["z"]);
  });

  test("whoever identifies next gets what comes from then on, and nothing of before", async () => {
    const { guest, user, second } = someone();
    const third = `${second}-third` as const;
    for (const each of [user, second]) await ingest(each, [happened(event("identify", 0), { guest, user: each })]);
    await ingest(guest, [adds("before", { guest })]);
    await ingest(third, [happened(event("identify", 0), { guest, user: third })]);
    await ingest(guest, [adds("after", { guest })]);
    expect(await items(third)).toEqual(["after"]);
    expect(await items(guest)).toEqual(["before"]);
  });

  test("the first user may come again, also after both objects were evicted", async () => {
    const { guest, user, second } = someone();
    for (const each of [user, second]) await ingest(each, [happened(event("identify", 0), { guest, user: each })]);
    await ingest(guest, [adds("before", { guest })]);
    for (const each of [guest, user]) await evictDurableObject(at(each));
    await ingest(user, [happened(event("page_view", 0), { guest, user })]);
    await ingest(guest, [adds("after", { guest })]);
    expect(await items(user)).toEqual(["after"]);
    expect(await items(guest)).toEqual(["before"]);
  });

  test("a user who could not be told at once is told by the alarm", async () => {
    const { guest, user, second } = someone();
    for (const each of [user, second]) await ingest(each, [happened(event("identify", 0), { guest, user: each })]);
    // As it would be, had the user not been reached.
    await overwrite(user, `$.bindings."${guest}"`, "merged");
    await overwrite(guest, "$.losers", [user]);
    await runDurableObjectAlarm(at(guest));
    await ingest(user, [happened(event("page_view", 0), { guest, user })]);
    await ingest(guest, [adds("a", { guest })]);
    expect(await items(user)).toEqual(["a"]);
  });

  test("an alias takes the computer along", async () => {
    const { guest, user, second } = someone();
    await ingest(second, [happened(event("identify", 0), { guest, user: second })]);
    await at(user).adopt({ store: STORE, shopper: user, config: slow }, second);
    await ingest(user, [happened(event("page_view", 0), { guest, user })]);
    await ingest(guest, [adds("a", { guest })]);
    expect(await items(user)).toEqual(["a"]);
  });
});
