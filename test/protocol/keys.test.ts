import { expect, test } from "vitest";
import { storeOfKey } from "../../protocol/keys.ts";

test.each([
  ["wk_dev_DEVELOPMENTONLY", "dev", "write"],
  ["sk_dev_DEVELOPMENTONLY", "dev", "secret"],
  ["wk_my_shop-2_abcDEF123", "my_shop-2", "write"],
])("%s is of store %s and a %s key", (key, store, kind) => {
  expect(storeOfKey(key)).toEqual({ store, kind });
});

test.each([
  "",
  "wk",
  "wk_dev",
  "wk__ABCDEFGH",
  "wk_dev_",
  "wk_dev_short",
  "pk_dev_ABCDEFGH",
  "wk_a/b_ABCDEFGH",
  "wk_-a_ABCDEFGH",
  "wk_dev_ABCDEFGH\n",
  " wk_dev_ABCDEFGH",
  `wk_${"a".repeat(65)}_ABCDEFGH`,
  `wk_dev_${"A".repeat(129)}`,
])("%j is no key", (text) => {
  expect(storeOfKey(text)).toBeNull();
});
