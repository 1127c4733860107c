import { beforeAll, describe, expect, test } from "vitest";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { call, callAsOwner, errorOf, postBatch } from "./call.ts";

const path = (id: string, query = "") => `/v1/shoppers/${encodeURIComponent(id)}${query}`;
const read = async (id: string, query = "") => (await callAsOwner(path(id, query))).json<ShopperView>();

beforeAll(async () => {
  const add = { type: "track", event: "add_to_cart", properties: { item_id: "mug", price: 5 } };
  await postBatch(
    { ...add, userId: "ann" },
    { ...add, anonymousId: "visitor" },
    { ...add, userId: "both" },
    { ...add, anonymousId: "both", properties: { item_id: "cup", price: 7 } },
    { ...add, userId: "a/b:ü ?#" },
  );
});

describe("GET /v1/shoppers/:id", () => {
  test("a user is found by the bare id", async () => {
    expect(await read("ann")).toMatchObject({ shopper: "ann", user_id: "ann", cart: { value_minor: 500 } });
  });

  test("an anonymous shopper is found by the bare id", async () => {
    expect(await read("visitor")).toMatchObject({ shopper: "visitor", user_id: null, anonymous_id: "visitor" });
  });

  test("of two with the same id the user comes first, and kind tells them apart", async () => {
    expect((await read("both")).cart?.value_minor).toBe(500);
    expect((await read("both", "?kind=user")).cart?.value_minor).toBe(500);
    expect((await read("both", "?kind=anonymous")).cart?.value_minor).toBe(700);
  });

  test("an id may hold anything that is escaped in the address", async () => {
    expect(await read("a/b:ü ?#")).toMatchObject({ shopper: "a/b:ü ?#" });
  });

  test.each([["nobody"], ["visitor?kind=user"], ["ann?kind=anonymous"], ["x".repeat(129)]])(
    "%s is not found",
    async (id) => {
      const answer = await errorOf(await callAsOwner(`/v1/shoppers/${id}`));
      expect(answer).toMatchObject({ status: 404, error: { code: "not_found" } });
    },
  );

  test("a bad kind is a 400", async () => {
    const answer = await errorOf(await callAsOwner(path("ann", "?kind=robot")));
    expect(answer).toMatchObject({ status: 400, error: { code: "invalid_parameter", parameter: "kind" } });
  });

  test("nobody reads without the secret key", async () => {
    expect((await call(path("ann"))).status).toBe(401);
  });
});
