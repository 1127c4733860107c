import { describe, expect, test } from "vitest";
import { callAsOwner, errorOf, postBatch } from "./call.ts";

interface RejectedAnswer {
  data: { message_id: string | null; code: string; type: string | null; event: string | null; fields: string[] }[];
  next_cursor: string | null;
  total: number;
  by_code: Record<string, number>;
}

const read = async (query = "") => (await callAsOwner(`/v1/rejected${query}`)).json<RejectedAnswer>();

describe("GET /v1/rejected", () => {
  test("a store without rejected events has an empty list", async () => {
    expect(await read()).toEqual({ data: [], next_cursor: null, total: 0, by_code: {} });
  });

  test("a rejected event is there with its reason, and with nothing that tells about a person", async () => {
    await postBatch({
      type: "track",
      event: "purchase",
      messageId: "m-1",
      userId: "ann@shop.example",
      traits: { email: "ann@shop.example" },
      properties: { total: 10, items: [{ item_id: "p", price: -1 }], phone: "+33 1 23" },
      context: { ip: "192.0.2.1" },
    });
    const { data, total, by_code } = await read();
    expect(data[0]).toMatchObject({ message_id: "m-1", code: "invalid_price", type: "track", event: "purchase" });
    expect(data[0]?.fields).toContain("properties.phone");
    expect(JSON.stringify(data)).not.toMatch(/ann@|192\.0|\+33/);
    expect({ total, by_code }).toEqual({ total: 1, by_code: { invalid_price: 1 } });
  });

  test("pages follow one another, youngest first, without a gap or a repeat", async () => {
    for (let round = 0; round < 3; round += 1) {
      const batch = Array.from({ length: 5 }, (_, index) => ({ type: "page", messageId: `r${round}-${index}` }));
      await postBatch(...batch);
    }
    const seen: (string | null)[] = [];
    let cursor: string | null = null;
    do {
      const page: RejectedAnswer = await read(`?limit=4${cursor === null ? "" : `&cursor=${cursor}`}`);
      seen.push(...page.data.map(({ message_id }) => message_id));
      cursor = page.next_cursor;
    } while (cursor !== null);
    const sent = [0, 1, 2].flatMap((round) => [0, 1, 2, 3, 4].map((index) => `r${round}-${index}`));
    expect(seen).toEqual([...sent.toReversed(), "m-1"]);
  });

  test.each<[string, string, string | undefined]>([
    ["?limit=0", "invalid_parameter", "limit"],
    ["?limit=1001", "invalid_parameter", "limit"],
    ["?limit=ten", "invalid_parameter", "limit"],
    ["?limit=1&limit=2", "invalid_parameter", "limit"],
    ["?cursor=x", "invalid_parameter", "cursor"],
    ["?code=too_old", "unknown_parameter", "code"],
    ["?%3Cscript%3E=1", "unknown_parameter", undefined],
  ])("%s is a 400: %s", async (query, code, parameter) => {
    const answer = await errorOf(await callAsOwner(`/v1/rejected${query}`));
    expect(answer).toMatchObject({ status: 400, error: { code } });
    expect(answer.error.parameter).toBe(parameter);
  });
});
