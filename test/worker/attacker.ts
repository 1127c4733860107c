import { runInDurableObject } from "cloudflare:test";
import { expect } from "vitest";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import type { Settings } from "../../protocol/settings.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { callAsOwner, post, postBatch, SECRET_KEY } from "./call.ts";
import { objectOf } from "./endpoints.ts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
let identitySecret = "";
let number = 0;

async function tokenOf(userId: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(identitySecret), algorithm, false, ["sign"]);
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(`dev\n${userId}`)));
  const base64 = btoa(String.fromCharCode(...signature));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** Makes the identity secret with which the shop's server signs. */
export async function makeIdentitySecret(): Promise<void> {
  const made = await callAsOwner("/v1/keys", { body: { kind: "identity" } });
  ({ key: identitySecret } = await made.json<{ key: string }>());
}

/** A message; more fields override. */
export function message(event: string, more: Record<string, unknown>): Record<string, unknown> {
  number += 1;
  return { type: "track", event, messageId: `trust-${number}`, context: { userAgent: BROWSER }, ...more };
}

/** Something is put into a cart. */
export const add = (who: object, item: object = {}) =>
  message("add_to_cart", { ...who, properties: { currency: "USD", items: [{ item_id: "mug", price: 5, ...item }] } });

/** What the victim's own browser sends. */
export async function asVictim(userId: string, sent: Record<string, unknown>): Promise<void> {
  const context = { userAgent: BROWSER, identity_token: await tokenOf(userId) };
  expect(await postBatch({ ...sent, userId, context })).toMatchObject({ accepted: 1 });
}

/** What the shop's server sends. */
export async function asServer(...batch: object[]): Promise<void> {
  expect(await sentByServer(...batch)).toMatchObject({ accepted: batch.length });
}

async function sentByServer(...batch: object[]): Promise<IngestAnswer> {
  const response = await post("/v1/batch", { batch }, { Authorization: `Bearer ${SECRET_KEY}` });
  return response.json<IngestAnswer>();
}

/** What the attacker sends; whether it is taken is not the attacker's to know. */
export const asAttacker = (...batch: object[]) => postBatch(...batch);

/** What the shop reads. */
export const read = async <Answer>(path: string) => (await callAsOwner(path)).json<Answer>();
/** What is known of a shopper. */
export const viewOf = (id: string) => read<ShopperView>(`/v1/shoppers/${id}`);
/** Changes settings. */
export const patch = (body: Partial<Settings> | object) => callAsOwner("/v1/settings", { method: "PATCH", body });

/** Today's, in minor units. */
export async function revenue(): Promise<number> {
  const day = new Date().toISOString().slice(0, 10);
  const path = `/v1/metrics/timeseries?metric=revenue&interval=day&start=${day}&end=${day}`;
  const { data } = await read<{ data: { value: number }[] }>(path);
  return data.reduce((sum, { value }) => sum + value, 0);
}

/** What an endpoint was told of a shopper, payloads as text. */
export async function toldOf(endpoint: string, owner: string): Promise<string> {
  return runInDurableObject(objectOf(endpoint), (_, { storage }) =>
    ["queue", "log"]
      .flatMap((table) =>
        storage.sql.exec<{ body: string }>(`SELECT body FROM ${table} WHERE shopper = ?`, owner).toArray(),
      )
      .map(({ body }) => body)
      .join("\n"),
  );
}
