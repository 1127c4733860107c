import { describe, expect, test } from "vitest";
import { storeSeed, storeSeeds } from "../../../durable-objects/store/store-seed.ts";

const seed = (store: string, mark = "x") => ({
  store,
  write_key: `wk_${store}_${mark}`,
  secret_key: `sk_${store}_${mark}`,
});
const STORES = JSON.stringify([seed("dev", "DEVELOPMENTONLY"), seed("shop")]);

describe("storeSeed", () => {
  test.each<["development" | "production", string, boolean]>([
    ["development", "dev", true],
    ["development", "shop", true],
    ["development", "other", false],
    ["production", "dev", false],
    ["production", "shop", true],
  ])("%s: %s exists: %s", (MODE, store, exists) => {
    expect(storeSeed({ MODE, STORES }, store) !== null).toBe(exists);
  });

  test.each<[string, RegExp]>([
    ["", /JSON/],
    ["{}", /array/],
    ["[{}]", /store/],
    ['[{"store":"Bad Name","write_key":"w","secret_key":"s"}]', /store/],
  ])("a configuration that cannot be read is not taken for an empty one: %s", (stores, complaint) => {
    expect(() => storeSeeds({ MODE: "development", STORES: stores })).toThrow(complaint);
  });
});
