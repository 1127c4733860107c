import { describe, expect, test } from "vitest";
import { ORIGIN, SECRET_KEY, WRITE_KEY, call } from "./call.ts";

describe("what analytics-next asks for", () => {
  test("it is told to send here, over the protocol of its request, to nobody else", async () => {
    const response = await call(`/v1/projects/${WRITE_KEY}/settings`, { headers: { Origin: "https://shop.example" } });
    expect(response.status).toBe(200);
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
    const { integrations } = await response.json<{ integrations: Record<string, object> }>();
    expect(Object.keys(integrations)).toEqual(["Segment.io"]);
    expect(integrations["Segment.io"]).toMatchObject({
      apiKey: WRITE_KEY,
      apiHost: `${new URL(ORIGIN).host}/v1`,
      protocol: "http",
    });
  });

  test.each([["wk_dev_unknown"], [SECRET_KEY], ["nonsense"]])("%s gets a 401", async (key) => {
    expect((await call(`/v1/projects/${key}/settings`)).status).toBe(401);
  });
});

describe("what RudderStack's client asks for", () => {
  // Its check: an object `source` with an id, a `config` object and a list of destinations.
  test.each([
    ["the key in the address", `/sourceConfig/?p=npm&v=3.31.2&build=modern&writeKey=${WRITE_KEY}`, {}],
    ["the key as Basic user", "/sourceConfig/?p=npm", { Authorization: `Basic ${btoa(`${WRITE_KEY}:`)}` }],
    ["no slash at the end", `/sourceConfig?writeKey=${WRITE_KEY}`, {}],
  ])("%s", async (_, path, headers: Record<string, string>) => {
    const response = await call(path, { headers });
    expect(response.status).toBe(200);
    const { source } = await response.json<{ source: Record<string, unknown> }>();
    expect(source).toMatchObject({ id: "dev", enabled: true, config: {}, destinations: [] });
  });

  test("an unknown key gets a 401", async () => {
    expect((await call("/sourceConfig/?writeKey=wk_dev_unknown")).status).toBe(401);
  });
});
