import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Env } from "../../durable-objects/env.ts";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import { WRITE_KEY, callAsOwner, errorOf, callWith } from "./call.ts";

const page = (anonymousId: string) => ({ type: "page", anonymousId, messageId: `page-of-${anonymousId}` });

function send(bindings: Env, ...batch: unknown[]): Promise<Response> {
  const request = new Request("http://collector.test/v1/batch", {
    method: "POST",
    body: JSON.stringify({ writeKey: WRITE_KEY, batch }),
  });
  return callWith(request, bindings);
}

/** The environment with one shopper whose object fails. */
function withBrokenShopper(broken: string): Env {
  return {
    ...env,
    SHOPPER: {
      idFromName: (name: string) => name,
      get: (name: unknown) => {
        if (name === broken) return { ingest: () => Promise.reject(new Error("overloaded")) };
        return env.SHOPPER.getByName(String(name));
      },
    } as unknown as Env["SHOPPER"],
  };
}

const WITH_BROKEN_STORE: Env = {
  ...env,
  STORE: {
    idFromName: (name: string) => name,
    get: () => ({ config: () => Promise.reject(new Error("overloaded")) }),
  } as unknown as Env["STORE"],
};

describe("when something cannot be made durable", () => {
  test("one failing shopper makes the whole request 503, and the resend finds the others' events", async () => {
    const broken = withBrokenShopper("dev/a:unlucky");
    const batch = [page("lucky"), page("unlucky")];
    const response = await send(broken, ...batch);
    expect(Number(response.headers.get("Retry-After"))).toBeGreaterThan(0);
    expect(await errorOf(response)).toMatchObject({ status: 503, error: { code: "unavailable" } });

    const resent = await send(env, ...batch);
    expect(await resent.json()).toEqual({ accepted: 1, duplicates: 1, rejected: [] });
  });

  test("a store that cannot be reached makes it 503 as well, and nothing is stored", async () => {
    forgetStoreConfig("dev");
    const response = await send(WITH_BROKEN_STORE, page("later"));
    expect(await errorOf(response)).toMatchObject({ status: 503, error: { code: "unavailable" } });
    expect((await callAsOwner("/v1/shoppers/later")).status).toBe(404);
  });

  test("rejected events that cannot be kept do not hold up the good ones", async () => {
    await send(env, page("known"));
    const bindings = {
      ...env,
      STORE: {
        idFromName: (name: string) => name,
        get: () => ({ recordRejected: () => Promise.reject(new Error("overloaded")), markEventsExist: () => {} }),
      } as unknown as Env["STORE"],
    };
    const response = await send(bindings, page("good"), { type: "page" });
    expect(await response.json()).toMatchObject({ accepted: 1, rejected: [{ code: "missing_shopper" }] });
  });
});
