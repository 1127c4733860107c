import { afterEach, describe, expect, test } from "vitest";
import { SECRET_KEY, WRITE_KEY, call, callAsOwner, errorOf, post } from "./call.ts";

const SHOP = "https://shop.example";

afterEach(() => callAsOwner("/v1/settings", { method: "PATCH", body: { allowed_origins: [] } }));

const page = () => ({ writeKey: WRITE_KEY, batch: [{ type: "page", anonymousId: crypto.randomUUID() }] });

describe("preflight", () => {
  test.each(["/v1/batch", "/v1/b", "/v1/t", "/v1/track", "/beacon/v1/batch", `/v1/projects/${WRITE_KEY}/settings`])(
    "%s allows any origin and any header for an hour, without credentials",
    async (path) => {
      const response = await call(path, {
        method: "OPTIONS",
        headers: {
          Origin: SHOP,
          "Access-Control-Request-Method": "POST",
          "Access-Control-Request-Headers": "authorization,content-type,x-anything",
        },
      });
      expect(response.status).toBe(204);
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
      expect(response.headers.get("Access-Control-Allow-Headers")).toBe("authorization,content-type,x-anything");
      expect(response.headers.get("Access-Control-Allow-Methods")).toContain("POST");
      expect(response.headers.get("Access-Control-Max-Age")).toBe("3600");
      expect(response.headers.has("Access-Control-Allow-Credentials")).toBe(false);
    },
  );

  test("what only the owner may do is not offered to pages", async () => {
    const response = await call("/v1/settings", { method: "OPTIONS", headers: { Origin: SHOP } });
    expect(response.headers.has("Access-Control-Allow-Origin")).toBe(false);
  });
});

describe("answers", () => {
  test("a page may read the answer and Retry-After", async () => {
    const response = await post("/v1/batch", page(), { Origin: SHOP });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(response.headers.get("Access-Control-Expose-Headers")).toBe("Retry-After");
  });

  test("a page may read errors too, or it could not tell them from a broken network", async () => {
    const response = await call("/v1/batch", { method: "POST", body: "{", headers: { Origin: SHOP } });
    expect(response.status).toBe(400);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });

  test("settings are not readable for pages", async () => {
    const headers = { Authorization: `Bearer ${SECRET_KEY}`, Origin: SHOP };
    const response = await call("/v1/settings", { headers });
    expect(response.status).toBe(200);
    expect(response.headers.has("Access-Control-Allow-Origin")).toBe(false);
  });
});

describe("a store with a list of origins", () => {
  const sendFrom = async (headers: Record<string, string>) => {
    await callAsOwner("/v1/settings", { method: "PATCH", body: { allowed_origins: [SHOP] } });
    return post("/v1/batch", page(), headers);
  };

  test.each<[string, Record<string, string>]>([
    ["an origin on it", { Origin: SHOP }],
    ["no origin, as servers and applications send none", {}],
  ])("takes events from %s", async (_, headers) => {
    expect((await sendFrom(headers)).status).toBe(200);
  });

  test.each([
    ["another origin", "https://elsewhere.example"],
    ["a subdomain of it", "https://evil.shop.example"],
    ["the origin over http", "http://shop.example"],
    ["an opaque origin", "null"],
  ])("refuses events from %s", async (_, origin) => {
    const answer = await errorOf(await sendFrom({ Origin: origin }));
    expect(answer).toMatchObject({ status: 403, error: { code: "origin_not_allowed" } });
  });
});
