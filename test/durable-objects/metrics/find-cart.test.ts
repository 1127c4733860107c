import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { ShopperKey } from "../../../engine/event.ts";
import { deltaOf, entryOf } from "./delta-of.ts";

let shards = 0;

/** A shard that nothing else uses. */
function newShard() {
  shards += 1;
  return env.METRICS_SHARD.getByName(`find-cart-${shards}/shard/0`);
}

const change = (shopper: ShopperKey, sequence: number, cartId: string | null) =>
  deltaOf({ shopper, incarnation: shopper, sequence, directory: entryOf({ cartId }) });

test("a shard knows whose an open cart is, also after an eviction", async () => {
  const shard = newShard();
  await shard.apply([change("u:ann", 1, "c_1")]);
  await shard.apply([change("a:bob", 1, "c_12")]);
  expect(await shard.findCart({ cartId: "c_1" })).toBe("u:ann");
  await evictDurableObject(shard);
  expect(await shard.findCart({ cartId: "c_12" })).toBe("a:bob");
  expect(await shard.findCart({ cartId: "c_2" })).toBeNull();
});

test("a cart that is over is nobody's", async () => {
  const shard = newShard();
  await shard.apply([change("u:ann", 1, "c_1")]);
  await shard.apply([change("u:ann", 2, "c_2")]);
  expect(await shard.findCart({ cartId: "c_1" })).toBeNull();
  expect(await shard.findCart({ cartId: "c_2" })).toBe("u:ann");
  await shard.apply([change("u:ann", 3, null)]);
  expect(await shard.findCart({ cartId: "c_2" })).toBeNull();
});

test("what was written to pages long ago is found, and what has changed since is believed", async () => {
  const shard = newShard();
  const shoppers = Array.from({ length: 2100 }, (_, index): ShopperKey => `u:${index}`);
  for (let from = 0; from < shoppers.length; from += 300) {
    await Promise.all(
      shoppers.slice(from, from + 300).map(async (shopper) => shard.apply([change(shopper, 1, `c_${shopper}`)])),
    );
  }
  await shard.apply([change("u:7", 2, "c_new")]);
  await evictDurableObject(shard);
  expect(await shard.findCart({ cartId: "c_u:0" })).toBe("u:0");
  expect(await shard.findCart({ cartId: "c_u:2099" })).toBe("u:2099");
  expect(await shard.findCart({ cartId: "c_u:7" })).toBeNull();
  expect(await shard.findCart({ cartId: "c_new" })).toBe("u:7");
});
