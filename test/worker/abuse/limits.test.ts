import { env } from "cloudflare:workers";
import { describe, expect, test, vi } from "vitest";
import type { Env } from "../../../durable-objects/env.ts";
import { guardOf } from "../../../worker/abuse/guard.ts";
import { readLimits } from "../../../worker/abuse/limits.ts";
import { readBodyText } from "../../../worker/ingest/read-body-text.ts";
import { callAsOwner, errorOf, ORIGIN, SECRET_KEY, WRITE_KEY, callWith } from "../call.ts";

const HEADER = "X-Real-Address";

/** An environment with these limits and a memory of its own: `unique` tells it from the other tests'. */
function limited(limits: object, more: object = {}): Env {
  return { ...env, CLIENT_ADDRESS_HEADER: HEADER, LIMITS: JSON.stringify(limits), ...more };
}

let numbers = 0;
const page = (anonymousId: string) => ({ type: "page", anonymousId, messageId: `limits-${(numbers += 1)}` });

async function send(bindings: Env, batch: object[], address = "", key = WRITE_KEY): Promise<Response> {
  const headers = { [HEADER]: address, Authorization: `Basic ${btoa(`${key}:`)}` };
  const request = new Request(`${ORIGIN}/v1/batch`, { method: "POST", body: JSON.stringify({ batch }), headers });
  return callWith(request, bindings);
}

async function expectRefusal(response: Response): Promise<void> {
  expect(Number(response.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
  expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  expect(response.headers.get("Access-Control-Expose-Headers")).toBe("Retry-After");
  expect(await errorOf(response)).toMatchObject({ status: 429, error: { code: "rate_limited" } });
}

describe("too many requests", () => {
  test("with one key are refused with the time to come again; other keys go on", async () => {
    const bindings = limited({ key_requests_per_second: 0.2 });
    const statuses = [await send(bindings, []), await send(bindings, [])].map(({ status }) => status);
    expect(statuses).toEqual([200, 200]);
    await expectRefusal(await send(bindings, []));
    expect((await send(bindings, [], "", SECRET_KEY)).status).toBe(200);
  });

  test("with the secret key are refused as well when they read", async () => {
    const bindings = limited({ key_requests_per_second: 0.1001 });
    const read = () =>
      callWith(new Request(`${ORIGIN}/v1/settings`, { headers: { Authorization: `Bearer ${SECRET_KEY}` } }), bindings);
    expect((await read()).status).toBe(200);
    expect((await read()).status).toBe(429);
  });

  test("from one address are refused before their body is read, and other addresses go on", async () => {
    const bindings = limited({ address_requests_per_second: 0.1 });
    expect((await send(bindings, [], "192.0.2.1")).status).toBe(200);
    await expectRefusal(await send(bindings, [], "192.0.2.1"));
    expect((await send(bindings, [], "192.0.2.2")).status).toBe(200);
    const preflight = { method: "OPTIONS", headers: { [HEADER]: "192.0.2.1", Origin: "https://shop.example" } };
    expect((await callWith(new Request(`${ORIGIN}/v1/batch`, preflight), bindings)).status).toBe(204);
  });

  test.each([
    [
      "the proxy's own entry in a list counts, not what the client wrote before it",
      "10.0.0.1, 192.0.2.7",
      "9.9.9.9, 192.0.2.7",
    ],
    ["one customer's addresses of IPv6 are one", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9"],
    ["short and long forms of IPv6 are one", "2001:db8::5", "2001:db8:0:0:1::1"],
  ])("%s", async (name, first, second) => {
    const bindings = limited({ address_requests_per_second: 0.1, key_requests_per_second: 1000 + name.length });
    expect((await send(bindings, [], first)).status).toBe(200);
    expect((await send(bindings, [], second)).status).toBe(429);
  });

  test("are counted by nobody's address where no proxy says it, whatever the client claims", async () => {
    const bindings = limited({ address_requests_per_second: 0.1001 }, { CLIENT_ADDRESS_HEADER: null });
    const headers = { "CF-Connecting-IP": "192.0.2.9", "X-Forwarded-For": "192.0.2.9" };
    const ask = () => callWith(new Request(`${ORIGIN}/health`, { headers }), bindings);
    expect([(await ask()).status, (await ask()).status]).toEqual([200, 200]);
  });

  test("are what Cloudflare's limiter says, where one is bound", async () => {
    const asked: string[] = [];
    const KEY_RATE_LIMIT = {
      limit: async ({ key }: { key: string }) => {
        asked.push(key);
        return { success: false };
      },
    };
    await expectRefusal(await send({ ...env, KEY_RATE_LIMIT }, []));
    expect(asked).toEqual([WRITE_KEY]);
  });
});

describe("minting shoppers", () => {
  test("stops at so many new ones from one address, before an object is made; known ones go on", async () => {
    const bindings = limited({ address_new_shoppers_per_minute: 3 });
    const from = "198.51.100.1";
    expect((await send(bindings, ["m1", "m2", "m3"].map(page), from)).status).toBe(200);
    await expectRefusal(await send(bindings, [page("m4")], from));
    expect((await callAsOwner("/v1/shoppers/m4")).status).toBe(404);
    expect((await send(bindings, [page("m1"), page("m3")], from)).status).toBe(200);
    expect((await send(bindings, [page("m4")], "198.51.100.2")).status).toBe(200);
  });

  test("is no charge against the shop's own server", async () => {
    const bindings = limited({ address_new_shoppers_per_minute: 1 });
    const batch = ["s1", "s2", "s3"].map(page);
    expect((await send(bindings, batch, "198.51.100.3", SECRET_KEY)).status).toBe(200);
    expect((await send(bindings, [page("s4")], "198.51.100.3", SECRET_KEY)).status).toBe(200);
  });
});

test("one shopper can fill no object: after a burst its events come at a pace, and others' are not held up", async () => {
  const bindings = limited({ shopper_events_per_minute: 6000 });
  guardOf(bindings).shoppers.take("dev/a:flood", 5999, Date.now() + 3_600_000);
  await expectRefusal(
    await send(
      bindings,
      Array.from({ length: 20 }, () => page("flood")),
    ),
  );
  expect((await callAsOwner("/v1/shoppers/flood")).status).toBe(404);
  expect((await send(bindings, [page("calm")])).status).toBe(200);
});

describe("overload", () => {
  test("is answered at once with 503 and the time to come again, and passes by itself", async () => {
    const gate = Promise.withResolvers<void>();
    let waiting = 0;
    const bindings = limited(
      { requests_in_flight: 3 },
      {
        SHOPPER: {
          idFromName: (name: string) => name,
          get: () => ({
            ingest: async () => {
              waiting += 1;
              await gate.promise;
              return { results: ["accepted"] };
            },
          }),
        },
      },
    );
    const slow = [1, 2, 3].map(() => send(bindings, [page("slow")]));
    await vi.waitUntil(() => waiting === 3);
    const refused = await send(bindings, [page("late")]);
    expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThanOrEqual(1);
    expect(refused.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(await errorOf(refused)).toMatchObject({ status: 503, error: { code: "unavailable" } });
    gate.resolve();
    expect((await Promise.all(slow)).map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await send(bindings, [page("late")])).status).toBe(200);
  });

  test("of an object, which the platform marks as such, is a 503 as well, on every route", async () => {
    const overloaded = Object.assign(new Error("Durable Object is overloaded."), { overloaded: true });
    const failing = {
      idFromName: (name: string) => name,
      get: () => ({ ingest: () => Promise.reject(overloaded), view: () => Promise.reject(overloaded) }),
    };
    const bindings = { ...env, SHOPPER: failing } as unknown as Env;
    const headers = { Authorization: `Bearer ${SECRET_KEY}` };
    const read = await callWith(new Request(`${ORIGIN}/v1/shoppers/x`, { headers }), bindings);
    for (const response of [await send(bindings, [page("x")]), read]) {
      expect(response.status).toBe(503);
      expect(response.headers.has("Retry-After")).toBe(true);
      await response.arrayBuffer();
    }
  });
});

test("a body that never comes whole is not waited for", async () => {
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  void writer.write(new TextEncoder().encode('{"batch"'));
  const request = new Request(ORIGIN, { method: "POST", body: readable });
  expect(await readBodyText(request, 50)).toEqual({ ok: false, code: "unavailable" });
});

describe("limits", () => {
  test("are off in development but for what is under way, on in production, and the operator's where stated", () => {
    expect(readLimits({ MODE: "development" })).toMatchObject({
      address_requests_per_second: Infinity,
      requests_in_flight: 512,
    });
    expect(Object.values(readLimits({ MODE: "production", LIMITS: "" })).every(Number.isFinite)).toBe(true);
    const LIMITS = JSON.stringify({ key_requests_per_second: 5 });
    expect(readLimits({ MODE: "production", LIMITS })).toMatchObject({
      key_requests_per_second: 5,
      address_requests_per_second: 100,
    });
  });

  test.each(["[]", "{", '{"requests":1}', '{"requests_in_flight":0}', '{"requests_in_flight":"many"}'])(
    "%s are none",
    (LIMITS) => {
      expect(() => readLimits({ MODE: "production", LIMITS })).toThrow(/\w/);
    },
  );
});
