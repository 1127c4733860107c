import { describe, expect, test } from "vitest";
import { attempt } from "../../durable-objects/webhook/attempt.ts";
import { urlRefusalMessage } from "../../worker/webhooks/url-refusal-message.ts";
import { errorOf, callWith, ORIGIN } from "./call.ts";
import { envOf, secretKeyOf } from "./env-of.ts";
import { REFUSED_URLS } from "../support/refused-urls.ts";

const STORE = "refusing";

describe("an address where webhooks may not go", () => {
  test.each(REFUSED_URLS)("%j is refused when an endpoint is created, with the reason", async (url, reason) => {
    const headers = { Authorization: `Bearer ${secretKeyOf(STORE)}` };
    const request = { method: "POST", headers, body: JSON.stringify({ url }) };
    const environment = { ...envOf(STORE), ALLOW_LOCAL_WEBHOOKS: "false" };
    const { status, error } = await errorOf(await callWith(new Request(`${ORIGIN}/v1/webhooks`, request), environment));
    expect({ status, error }).toEqual({
      status: 400,
      error: { code: "invalid_webhook", parameter: "url", message: urlRefusalMessage(reason) },
    });
  });

  test.each(REFUSED_URLS)("%j is not called, whatever was saved before", async (url, reason) => {
    const { record } = await attempt(
      { id: "m1", body: "{}" },
      { url, secrets: [] },
      {
        send: () => Promise.reject(new Error(`${url} was called`)),
        clock: () => 0,
        allowLocal: false,
        timeoutMs: 1000,
      },
    );
    expect(record).toMatchObject({ status: null, error: `refused_url:${reason}` });
  });
});
