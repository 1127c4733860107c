import { describe, expect, test } from "vitest";
import type { ShopperKey } from "../../engine/event.ts";
import { shardOf } from "../../engine/shard-of.ts";

describe("the shard of a shopper", () => {
  test.each<[ShopperKey, number, number]>([
    ["u:1", 16, 8],
    ["a:1", 16, 7],
    ["u:ünï", 16, 10],
    ["u:1", 1, 0],
  ])("%s of %i is %i, in every release: where its state lies depends on it", (shopper, shards, shard) => {
    expect(shardOf(shopper, shards)).toBe(shard);
  });

  test("shoppers spread evenly, whether their ids are counted or random", () => {
    const counts = Array.from({ length: 16 }, () => 0);
    for (let index = 0; index < 16_000; index += 1) {
      const shard = shardOf(`u:${index}`, 16);
      counts[shard] = (counts[shard] ?? 0) + 1;
    }
    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1150);
  });
});
