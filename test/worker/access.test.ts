import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { KeyKind } from "../../durable-objects/store/rotate-key.ts";
import type { CreatedStore } from "../../protocol/stores.ts";
import { app } from "../../worker/app.ts";
import { call, ORIGIN, post, callWith } from "./call.ts";

/** Who asks. `other` is a valid secret key of another store with this store's name in it. */
type Who =
  | "nobody"
  | "write"
  | "other"
  | "revoked"
  | "expired"
  | "secret"
  | "read"
  | "session"
  | "foreignSession"
  | "readSession"
  | "admin";

/** What a route does with each of them: let in, or refuse with a status. */
type Rule = Record<Who, "in" | 401 | 403>;

const NOBODY: Rule = {
  nobody: 401,
  write: 401,
  other: 401,
  revoked: 401,
  expired: 401,
  secret: 401,
  read: 401,
  session: 401,
  foreignSession: 401,
  readSession: 401,
  admin: 401,
};
const EVERYBODY = Object.fromEntries(Object.keys(NOBODY).map((who) => [who, "in"])) as Rule;
const READ: Rule = {
  ...NOBODY,
  write: 403,
  secret: "in",
  read: "in",
  session: "in",
  foreignSession: "in",
  readSession: "in",
};
/** A POST that changes nothing; a cookie alone is not believed when another site's page sends it. */
const ASK: Rule = { ...READ, foreignSession: 403 };
const CHANGE: Rule = { ...ASK, read: 403, readSession: 403 };
const INGEST: Rule = { ...NOBODY, write: "in", secret: "in", read: 403 };
const CLIENT: Rule = { ...NOBODY, write: "in" };
const SESSION: Rule = { ...NOBODY, session: "in", foreignSession: "in", readSession: "in" };
const ADMIN: Rule = { ...NOBODY, admin: "in" };
/** Only our own pages may ask: a cookie is given back. */
const OWN_PAGE: Rule = { ...EVERYBODY, foreignSession: 403 };

/** Every route of the collector. One that is registered and not listed here fails. */
const RULES: Record<string, Rule> = {
  ...Object.fromEntries(
    "batch b track t identify i page p screen s group g alias a".split(" ").map((path) => [`POST /v1/${path}`, INGEST]),
  ),
  "POST /beacon/v1/batch": INGEST,
  "GET /v1/projects/:key/settings": CLIENT,
  "GET /sourceConfig": CLIENT,
  "GET /sourceConfig/": CLIENT,
  "GET /v1/carts/abandoned": READ,
  "GET /v1/carts/:id": READ,
  "POST /v1/carts/:id/close": CHANGE,
  "POST /v1/carts/:id/restore-link": CHANGE,
  "GET /r/:token": EVERYBODY,
  "GET /v1/shoppers/:id": READ,
  "DELETE /v1/shoppers/:id": CHANGE,
  "GET /v1/shoppers/:id/explain": READ,
  "GET /v1/shoppers/:id/export": READ,
  "GET /v1/shoppers/:id/timeline": READ,
  "GET /v1/webhooks": READ,
  "POST /v1/webhooks": CHANGE,
  "GET /v1/webhooks/:id": READ,
  "PATCH /v1/webhooks/:id": CHANGE,
  "DELETE /v1/webhooks/:id": CHANGE,
  "POST /v1/webhooks/:id/secret": CHANGE,
  "POST /v1/webhooks/:id/test": CHANGE,
  "GET /v1/webhooks/:id/deliveries": READ,
  "POST /v1/webhooks/:id/replay": CHANGE,
  "GET /v1/settings": READ,
  "PATCH /v1/settings": CHANGE,
  "POST /v1/keys": CHANGE,
  "GET /v1/stores": ADMIN,
  "POST /v1/stores": ADMIN,
  "DELETE /v1/stores/:id": ADMIN,
  "GET /v1/rejected": READ,
  "POST /v1/import": CHANGE,
  "POST /v1/generate": CHANGE,
  "GET /v1/generate/status": READ,
  "GET /v1/events": READ,
  "GET /v1/ledger": READ,
  "POST /v1/rebuild": CHANGE,
  "GET /v1/rebuild/status": READ,
  "GET /v1/outcomes": READ,
  "GET /v1/now": READ,
  "GET /v1/backtest": READ,
  "GET /v1/shoppers": READ,
  "GET /v1/statistics": READ,
  "GET /v1/most_viewed_item": READ,
  "GET /v1/top_item_added_to_cart": READ,
  "GET /v1/highest_grossing_item": READ,
  "GET /v1/metrics/totals": READ,
  "GET /v1/metrics/active_users": READ,
  "GET /v1/metrics/engagement": READ,
  "GET /v1/metrics/churn": READ,
  "POST /v1/metrics/cohort": ASK,
  "GET /v1/metrics/funnel": READ,
  "GET /v1/metrics/abandonment": READ,
  "GET /v1/metrics/timeseries": READ,
  "GET /v1/metrics/delivery": READ,
  "GET /v1/session": SESSION,
  // The key is in the body; one that is none is a 400 for everybody.
  "POST /v1/session": EVERYBODY,
  "DELETE /v1/session": OWN_PAGE,
  "POST /v1/live/ticket": ASK,
  // A WebSocket with a ticket: without an upgrade it is a 400 for everybody.
  "GET /v1/live": EVERYBODY,
  "DELETE /v1/id": OWN_PAGE,
  "GET /health": EVERYBODY,
  "GET /metrics": EVERYBODY,
  "GET /": EVERYBODY,
  "GET /docs": EVERYBODY,
};

const routes = [
  ...new Set(app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`)),
];
const keys = new Map<Who, string>();
const cookies = new Map<Who, string>();

async function create(store: string): Promise<CreatedStore> {
  const response = await post("/v1/stores", { store }, { Authorization: "Bearer ak_DEVELOPMENTONLY" });
  return response.json<CreatedStore>();
}

async function rotate(kind: KeyKind, previousExpireAt: number): Promise<string> {
  const random = crypto.randomUUID().replaceAll("-", "");
  return env.STORE.getByName("access").rotateKey({ kind, previousExpireAt, random });
}

async function signIn(key: string): Promise<string> {
  const response = await post("/v1/session", { key }, { "Sec-Fetch-Site": "same-origin" });
  return response.headers.get("Set-Cookie")?.split(";")[0] ?? "";
}

beforeAll(async () => {
  const first = await create("access");
  const other = await create("access_two");
  const expiresAt = Date.now() + 1500;
  const second = await rotate("secret", expiresAt);
  // From here on the isolate knows the first key, and that it ends.
  const headers = { Authorization: `Bearer ${first.secret_key}` };
  await (await call("/v1/settings", { headers })).arrayBuffer();
  keys.set("expired", first.secret_key);
  await vi.waitUntil(() => Date.now() > expiresAt, 20_000);
  keys.set("revoked", second);
  const secret = await rotate("secret", Date.now() - 1);
  const read = await rotate("read", Date.now());
  keys.set("secret", secret);
  keys.set("read", read);
  keys.set("write", first.write_key);
  keys.set("other", `sk_access_${other.secret_key.split("_").at(-1) ?? ""}`);
  keys.set("admin", "ak_DEVELOPMENTONLY");
  forgetStoreConfig("access");
  cookies.set("session", await signIn(secret));
  cookies.set("foreignSession", await signIn(secret));
  cookies.set("readSession", await signIn(read));
});

function headersOf(who: Who): Record<string, string> {
  const headers: Record<string, string> = { "Sec-Fetch-Site": who === "foreignSession" ? "cross-site" : "same-origin" };
  const key = keys.get(who);
  const cookie = cookies.get(who);
  if (key !== undefined) headers["Authorization"] = `Bearer ${key}`;
  if (cookie !== undefined) headers["Cookie"] = cookie;
  return headers;
}

/** A request that would be refused for what it asks, so that whoever is let in changes nothing. */
async function ask(route: string, who: Who): Promise<number> {
  const [method = "", path = ""] = route.split(" ");
  const key = path.includes(":key") ? (keys.get(who) ?? "none") : "none";
  const filled = path.replaceAll(/:key/g, encodeURIComponent(key)).replaceAll(/:\w+/g, "none");
  const body = method === "GET" ? {} : { body: RULES[route] === INGEST ? '{"batch":[]}' : '{"no_such_field":1}' };
  const address = path === "/v1/stores/:id" ? filled : `${filled}?no_such_parameter=1`;
  const response = await call(address, { method, headers: headersOf(who), ...body });
  await response.arrayBuffer();
  return response.status;
}

test("the table is asked with keys and sessions, not with nothing", () => {
  const asked = Object.keys(NOBODY).filter((who) => who !== "nobody") as Who[];
  expect(asked.filter((who) => !keys.get(who) && !cookies.get(who)?.startsWith("cartbeat_session=access."))).toEqual(
    [],
  );
});

test("every registered route has its line in the table", () => {
  expect(routes.filter((route) => !Object.hasOwn(RULES, route))).toEqual([]);
});

describe.each(routes)("%s", (route) => {
  test("lets in whom it should, and nobody else", async () => {
    const wanted = RULES[route] ?? NOBODY;
    const answers: Partial<Record<Who, number | string>> = {};
    for (const who of Object.keys(NOBODY) as Who[]) {
      const status = await ask(route, who);
      expect(status).toBeLessThan(500);
      answers[who] = status === 401 || status === 403 ? status : "in";
    }
    expect(answers).toEqual(wanted);
  });
});

test("a key that is let in nowhere answers as one that never was", async () => {
  const texts = (["nobody", "other", "revoked", "expired"] as const).map(async (who) =>
    (await call("/v1/settings", { headers: headersOf(who) })).text(),
  );
  expect(new Set(await Promise.all(texts)).size).toBe(1);
});

const listStores = () =>
  new Request(`${ORIGIN}/v1/stores`, { headers: { Authorization: "Bearer ak_DEVELOPMENTONLY" } });

test("in production the admin key that everybody knows is refused, as is any where none is configured", async () => {
  expect((await callWith(listStores(), { ...env, MODE: "production" })).status).toBe(401);
  for (const ADMIN_KEY of [null, ""]) expect((await callWith(listStores(), { ...env, ADMIN_KEY })).status).toBe(401);
  expect((await callWith(listStores(), env)).status).toBe(200);
});
