import { describe, expect, test } from "vitest";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import { SECRET_KEY, WRITE_KEY, call, callAsOwner, post } from "./call.ts";

const DAY_MS = 24 * 3_600_000;
const OURS = { "Sec-Fetch-Site": "same-origin" };
const newId = () => crypto.randomUUID().replaceAll("-", "");

interface Sent {
  keep?: unknown;
  cookie?: string;
  headers?: Record<string, string>;
  /** Fields of the one message. */
  message?: Record<string, unknown>;
}

/** Sends one page view of `anonymousId`, as a page on the collector's own host does. */
async function send(anonymousId: string, { keep, cookie, headers = OURS, message }: Sent) {
  const more = cookie === undefined ? {} : { Cookie: cookie };
  const batch = [{ type: "page", anonymousId, timestamp: Date.now(), ...message }];
  const response = await post("/v1/batch", { writeKey: WRITE_KEY, keep, batch }, { ...headers, ...more });
  expect(response.status).toBe(200);
  const setCookie = response.headers.get("Set-Cookie");
  return { answer: await response.json<IngestAnswer>(), setCookie, cookie: setCookie?.split(";")[0] };
}

const born = (anonymousId: string, ageMs = 1000) => ({ anonymousId, bornAt: Date.now() - ageMs });
const isKnown = async (id: string) => (await callAsOwner(`/v1/shoppers/${id}`)).status === 200;
/** A message of an id that was made because nothing was stored. */
const NEW = { context: { new_id: true } };

describe("the cookie of the anonymous id", () => {
  test("is set for 13 months from the id's making, where neither scripts nor other sites get at it", async () => {
    const id = newId();
    const { setCookie } = await send(id, { keep: born(id, DAY_MS) });
    const [, value, maxAge] = /^cartbeat_id=([^;]+); Max-Age=(\d+); HttpOnly; Secure; SameSite=Lax$/.exec(setCookie!)!;
    expect(value).toContain(id);
    expect(Number(maxAge)).toBeGreaterThan(393 * 86_400);
    expect(Number(maxAge)).toBeLessThanOrEqual(394 * 86_400);
  });

  test("is set once, and again only when the id has changed", async () => {
    const [id, other] = [newId(), newId()];
    const { cookie } = await send(id, { keep: born(id) });
    expect((await send(id, { keep: born(id), cookie: cookie! })).setCookie).toBeNull();
    expect((await send(other, { keep: born(other), cookie: cookie! })).cookie).toContain(other);
  });

  const id = newId();
  test.each<[string, Sent]>([
    ["a page of another origin", { headers: { "Sec-Fetch-Site": "same-site" } }],
    ["a page of another site", { headers: { "Sec-Fetch-Site": "cross-site" } }],
    ["an older browser's page of another origin", { headers: { Origin: "https://elsewhere.example" } }],
    ["a client that says nothing of where it is", { headers: {} }],
    ["a browser with Global Privacy Control", { headers: { ...OURS, "Sec-GPC": "1" } }],
    ["a page that does not ask for it", { keep: undefined }],
    ["an id that no cookie can hold", { keep: { anonymousId: "a;b", bornAt: 1 } }],
    ["something else than an id", { keep: "yes" }],
  ])("is not set for %s, whose events are taken", async (_, sent) => {
    const { answer, setCookie } = await send(id, { keep: { ...born(id), isNew: true }, ...sent });
    expect(setCookie).toBeNull();
    expect(answer.keep).toBeUndefined();
    expect(answer.accepted).toBe(1);
  });

  test("is set for an older browser's page of our own host", async () => {
    const { setCookie } = await send(id, { keep: born(id), headers: { Origin: "http://collector.test" } });
    expect(setCookie).not.toBeNull();
  });

  test("is not for servers: the secret key's requests set none", async () => {
    const body = { keep: born(id), batch: [{ type: "page", anonymousId: id }] };
    const response = await post("/v1/batch", body, { ...OURS, Authorization: `Bearer ${SECRET_KEY}` });
    expect(response.status).toBe(200);
    expect(response.headers.has("Set-Cookie")).toBe(false);
  });

  test("no answer allows a page of another origin to send credentials", async () => {
    const response = await post("/v1/batch", { writeKey: WRITE_KEY, keep: born(id), batch: [] }, OURS);
    expect(response.headers.has("Access-Control-Allow-Credentials")).toBe(false);
  });
});

describe("a page whose storage was emptied", () => {
  test("gets its former id back, and its events belong to it", async () => {
    const [former, made] = [newId(), newId()];
    const bornAt = Date.now() - 30 * DAY_MS;
    const { cookie } = await send(former, { keep: { anonymousId: former, bornAt } });
    const back = await send(made, { keep: { ...born(made), isNew: true }, cookie: cookie!, message: NEW });
    expect(back.answer).toMatchObject({ accepted: 1, keep: { anonymousId: former, bornAt } });
    expect(back.setCookie).toBeNull();
    expect(await isKnown(made)).toBe(false);
  });

  test("an event that was made before the answer and comes after it still belongs to the former id", async () => {
    const [former, made] = [newId(), newId()];
    const { cookie } = await send(former, { keep: born(former) });
    await send(made, { keep: born(former), cookie: cookie!, message: NEW });
    expect(await isKnown(made)).toBe(false);
  });

  test("without a cookie the new id stays, and is kept", async () => {
    const made = newId();
    const keep = born(made);
    const { answer, cookie } = await send(made, { keep: { ...keep, isNew: true }, message: NEW });
    expect(answer.keep).toEqual(keep);
    expect(cookie).toContain(made);
    expect(await isKnown(made)).toBe(true);
  });

  test.each<[string, (former: string) => string]>([
    ["that has ended", (former) => `cartbeat_id=${former}.${(Date.now() - 396 * DAY_MS).toString(36)}`],
    ["that nobody could have set", (former) => `cartbeat_id=${former}`],
  ])("a cookie %s does not count", async (_, cookieOf) => {
    const made = newId();
    const cookie = cookieOf(newId());
    const { answer } = await send(made, { keep: { ...born(made), isNew: true }, cookie, message: NEW });
    expect(answer.keep?.anonymousId).toBe(made);
  });
});

describe("a page that has reset the id", () => {
  test("keeps its new id, and what another shopper did before stays with that one", async () => {
    const [former, fresh, made] = [newId(), newId(), newId()];
    const { cookie } = await send(former, { keep: born(former) });
    const reset = await send(fresh, { keep: born(fresh, 0), cookie: cookie! });
    expect(await isKnown(fresh)).toBe(true);
    const late = { ...NEW, timestamp: Date.now() - 60_000 };
    await send(made, { keep: born(fresh, 0), cookie: reset.cookie!, message: late });
    expect(await isKnown(made)).toBe(true);
  });
});

describe("taking back consent", () => {
  test("ends the cookie", async () => {
    const response = await call("/v1/id", { method: "DELETE", headers: OURS });
    expect(response.status).toBe(204);
    expect(response.headers.get("Set-Cookie")).toBe("cartbeat_id=; Max-Age=0; HttpOnly; Secure; SameSite=Lax");
  });

  test("another site cannot do it", async () => {
    const response = await call("/v1/id", { method: "DELETE", headers: { "Sec-Fetch-Site": "cross-site" } });
    expect(response.status).toBe(403);
    expect(response.headers.has("Set-Cookie")).toBe(false);
  });
});
