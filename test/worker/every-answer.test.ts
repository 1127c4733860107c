import { afterAll, beforeAll, expect, test } from "vitest";
import { operations } from "../../scripts/openapi/operations.ts";
import { createEndpoint, deleteEndpoints } from "./endpoints.ts";
import { ORIGIN, SECRET_KEY, WRITE_KEY, call, postBatch } from "./call.ts";

const ADMIN_KEY = "ak_DEVELOPMENTONLY";
const USER = "every-answer";

/** What stands for the parameters of paths, and for what a route must be told; filled in before the first test. */
const known = { cart: "", endpoint: "", doomedEndpoint: "", token: "", cookie: "" };

interface Asked {
  path?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** How each operation is asked so that it succeeds, where its bare path with the secret key would not do. */
const asked: Record<string, () => Asked> = {
  // One message each; those that take more follow.
  ...Object.fromEntries(
    operations
      .filter(({ method, path }) => method === "post" && /^\/v1\/[a-z]+$/.test(path))
      .map(({ path }) => [`post ${path}`, () => ({ body: message() })]),
  ),
  "post /v1/import": () => ({ body: { batch: [message()] } }),
  "post /v1/batch": () => ({ body: { batch: [message()] } }),
  "post /v1/b": () => ({ body: { batch: [message()] } }),
  "post /beacon/v1/batch": () => ({ body: { batch: [message()] } }),
  "post /v1/generate": () => ({ path: "/v1/generate?count=100&seed=1" }),
  "get /v1/projects/:key/settings": () => ({ path: `/v1/projects/${WRITE_KEY}/settings` }),
  "get /sourceConfig": () => ({ path: `/sourceConfig?writeKey=${WRITE_KEY}` }),
  "get /sourceConfig/": () => ({ path: `/sourceConfig/?writeKey=${WRITE_KEY}` }),
  "post /v1/carts/:id/close": () => ({ body: { mode: "muted", shopper: USER } }),
  "post /v1/carts/:id/restore-link": () => ({ body: { shopper: USER } }),
  "get /v1/carts/:id": () => ({ path: `/v1/carts/${known.cart}?shopper=${USER}` }),
  "get /v1/backtest": () => ({ path: "/v1/backtest?cutoff_minutes=30" }),
  "post /v1/metrics/cohort": () => ({ body: { users: [USER], start: new Date().toISOString().slice(0, 10), days: 1 } }),
  "get /v1/metrics/timeseries": () => ({ path: "/v1/metrics/timeseries?metric=events" }),
  "post /v1/webhooks": () => ({ body: { url: "http://127.0.0.1:1/new" } }),
  "patch /v1/webhooks/:id": () => ({ body: { description: "changed" } }),
  "delete /v1/webhooks/:id": () => ({ path: `/v1/webhooks/${known.doomedEndpoint}` }),
  "post /v1/webhooks/:id/replay": () => ({ body: { dead_letters: true } }),
  "patch /v1/settings": () => ({ body: { cool_off_minutes: 0 } }),
  "post /v1/keys": () => ({ body: { kind: "read" } }),
  "post /v1/stores": () => ({ body: { store: "every-answer" } }),
  "delete /v1/stores/:id": () => ({ path: "/v1/stores/every-answer" }),
  "post /v1/session": () => ({ body: { key: SECRET_KEY }, headers: { Origin: ORIGIN } }),
  "get /v1/session": () => ({ headers: { Cookie: known.cookie } }),
  "delete /v1/session": () => ({ headers: { Origin: ORIGIN } }),
  "delete /v1/id": () => ({ headers: { Origin: ORIGIN } }),
  "get /v1/live": () => ({ path: `/v1/live?ticket=${known.token}`, headers: { Upgrade: "websocket" } }),
  "get /r/:token": () => ({ path: new URL(known.token).pathname }),
};

function message() {
  return { type: "track", event: "view_item", userId: USER, messageId: crypto.randomUUID(), properties: {} };
}

beforeAll(async () => {
  const items = [{ item_id: "mug", price: 1000, quantity: 1 }];
  await postBatch({ type: "track", event: "add_to_cart", userId: USER, messageId: "every", properties: { items } });
  await ask("patch", "/v1/settings", { return_url: "https://shop.example/cart" });
  const view = await (await ask("get", `/v1/shoppers/${USER}`)).json<{ cart: { cart_id: string } }>();
  known.cart = view.cart.cart_id;
  known.endpoint = (await createEndpoint()).id;
  known.doomedEndpoint = (await createEndpoint()).id;
  const signedIn = await call("/v1/session", {
    method: "POST",
    body: JSON.stringify({ key: SECRET_KEY }),
    headers: { Origin: ORIGIN },
  });
  known.cookie = signedIn.headers.get("Set-Cookie")?.split(";")[0] ?? "";
  await signedIn.text();
});

afterAll(deleteEndpoints);

function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
  const key = path.startsWith("/v1/stores") ? ADMIN_KEY : SECRET_KEY;
  return call(path, {
    method: method.toUpperCase(),
    redirect: "manual",
    headers: { Authorization: `Bearer ${key}`, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

// What destroys comes last; the other answers are checked against the description by `call` itself.
const inOrder = operations.toSorted((a, b) => Number(a.method === "delete") - Number(b.method === "delete"));

test.each(inOrder.map(({ method, path, status = 200 }) => [method, path, status] as const))(
  "%s %s answers %i, as described",
  async (method, path, status) => {
    if (path === "/r/:token") {
      const link = await ask("post", `/v1/carts/${known.cart}/restore-link`, { shopper: USER });
      known.token = (await link.json<{ restore_url: string }>()).restore_url;
    }
    if (path === "/v1/live")
      known.token = (await (await ask("post", "/v1/live/ticket")).json<{ ticket: string }>()).ticket;
    const { path: address = bare(path), body, headers } = asked[`${method} ${path}`]?.() ?? {};
    const response = await ask(method, address, body, headers);
    expect(response.status).toBe(status);
    response.webSocket?.accept();
    response.webSocket?.close();
    await response.text();
  },
);

function bare(path: string): string {
  const id = path.startsWith("/v1/webhooks") ? known.endpoint : path.startsWith("/v1/carts") ? known.cart : USER;
  return path.replace(":id", id);
}
