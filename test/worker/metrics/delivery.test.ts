import { expect, test } from "vitest";
import type { DeliveryAnswer } from "../../../protocol/metrics-answers.ts";
import { WRITE_KEY, callAsOwner, errorOf, post } from "../call.ts";
import { DAY_MS, ago } from "./ago.ts";
import { Shop } from "./shop.ts";

const CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";
const SAFARI = "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15";

const dayAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

let shops = 0;

const reportOfDev = async () => (await callAsOwner("/v1/metrics/delivery")).json<DeliveryAnswer>();
const message = (seq: number) => ({ type: "page", messageId: `wire-${seq}`, context: { tab_id: "wire", seq } });

/** A shop of its own, and the page's numbered events as its shoppers' objects take them. */
function newShop() {
  shops += 1;
  const shop = new Shop(`delivery-${shops}`, {});
  const take = (browser: string, seqs: number[], { tab = "t", days = 0, shopper = "u:1" as const } = {}) => {
    const numbered = seqs.map((seq) => {
      return ago("page_view", shopper, days * DAY_MS + (100 - seq), { id: `${tab}-${seq}`, tab: browser });
    });
    shop.take(shopper, numbered);
  };
  const report = (query = "") => shop.get<DeliveryAnswer>(`/v1/metrics/delivery${query}`);
  return { shop, take, report };
}

test("loss is measured by browser, from the gaps in what pages have numbered", async () => {
  const { shop, take, report } = newShop();
  take("safari", [1, 2, 5]);
  take("chrome", [1, 2, 3, 4], { tab: "c" });
  await shop.ship();
  expect(await report()).toMatchObject({
    expected: 9,
    received: 7,
    loss: 0.222222,
    data: [
      { browser: "safari", expected: 5, received: 3, loss: 0.4 },
      { browser: "chrome", expected: 4, received: 4, loss: 0 },
    ],
    as_of: expect.any(String) as string,
  });
});

test("what arrives late closes its gap; what arrives twice counts once", async () => {
  const { shop, take, report } = newShop();
  take("safari", [1, 4]);
  await shop.ship();
  expect(await report()).toMatchObject({ expected: 4, received: 2, loss: 0.5 });
  take("safari", [1, 2, 4]);
  take("safari", [3, 2]);
  await shop.ship();
  expect(await report()).toMatchObject({ expected: 4, received: 4, loss: 0 });
});

test("a range of days takes the pages that began in it", async () => {
  const { shop, take, report } = newShop();
  take("safari", [2], { tab: "a", days: 2 });
  take("safari", [1], { tab: "b" });
  await shop.ship();
  expect(await report(`?end=${dayAgo(1)}`)).toMatchObject({ expected: 2, received: 1 });
  expect(await report(`?start=${dayAgo(0)}`)).toMatchObject({ expected: 1, received: 1 });
  expect(await report(`?start=${dayAgo(9)}&end=${dayAgo(8)}`)).toMatchObject({ expected: 0, loss: null, data: [] });
});

test("a bot's pages do not count", async () => {
  const { shop, take, report } = newShop();
  take("chrome", [1, 3]);
  shop.take("u:1", [ago("page_view", "u:1", 0, { botAgent: true }), ago("page_view", "u:1", 0, { automated: true })]);
  await shop.ship();
  expect(await report()).toMatchObject({ expected: 0 });
});

test("messages of the wire say page and number in their context, and the request says the browser", async () => {
  const anonymousId = crypto.randomUUID();
  for (const [agent, batch] of [
    [CHROME, [message(1), message(3)]],
    [SAFARI, [{ ...message(2), messageId: "s-1", context: { tab_id: "s", seq: 2 } }]],
  ] as const) {
    const response = await post("/v1/batch", { writeKey: WRITE_KEY, anonymousId, batch }, { "User-Agent": agent });
    expect(response.status).toBe(200);
  }
  await expect
    .poll(async () => (await reportOfDev()).data, { timeout: 25_000 })
    .toEqual([
      { browser: "chrome", expected: 3, received: 2, loss: 0.333333 },
      { browser: "safari", expected: 2, received: 1, loss: 0.5 },
    ]);
});

test.each([["start=tomorrow"], ["end=2999-01-01"], ["start=2026-02-01&end=2026-01-01"], ["browser=chrome"]])(
  "%s is refused",
  async (query) => {
    expect((await errorOf(await callAsOwner(`/v1/metrics/delivery?${query}`))).status).toBe(400);
  },
);
