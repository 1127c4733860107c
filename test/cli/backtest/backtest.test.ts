import { afterAll, describe, expect, test } from "vitest";
import { backtest, type BacktestOptions } from "../../../cli/backtest/backtest.ts";
import { jsonReport } from "../../../cli/backtest/json-report.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../protocol/settings.ts";
import { TrafficFiles, noon } from "./traffic-file.ts";

const files = new TrafficFiles();
afterAll(() => files.remove());

type Asked = Partial<Omit<BacktestOptions, "settings">> & { settings?: Partial<Settings> };

async function run(path: string, { settings, ...asked }: Asked = {}) {
  const own = { ...DEFAULT_SETTINGS, ...settings };
  const until = asked.until ?? "endless";
  const result = await backtest({
    path,
    format: null,
    cutoffs: null,
    keepOutcomes: true,
    ...asked,
    until,
    settings: own,
  });
  const outcomes = result.outcomes.map((line) => JSON.parse(line) as { type: string; at: string; shopper: string });
  return {
    result,
    outcomes,
    words: outcomes.map(({ type, at, shopper }) => `${at.slice(11, 16)} ${type} ${shopper}`),
    figures: jsonReport(result, { until, idlePolicy: own.idle_policy }) as Record<string, unknown>[],
  };
}

/** u1 leaves a cart and buys ten minutes after the alert; u2 leaves one; u3 buys in time; u4 only looks. */
const ROWS = ["0,cart,a,10,u1", "1,cart,b,5.5,u2", "2,cart,c,7,u3", "3,purchase,c,7,u3", "4,view,a,10,u4"];

describe("rows of shop traffic", () => {
  const traffic = files.rees46("traffic.csv", [...ROWS, "40,purchase,a,9,u1"]);

  test("fire when the cut-off has passed, and a purchase recovers", async () => {
    const { words, outcomes } = await run(traffic, { until: "end" });
    expect(words).toEqual(["12:30 cart.abandoned u1", "12:31 cart.abandoned u2", "12:40 cart.recovered u1"]);
    expect(outcomes[0]).toMatchObject({
      at: noon(30),
      stage: "cart",
      step: 1,
      episode: 1,
      value_minor: 1000,
      currency: "USD",
      items: { a: 1 },
      late: false,
    });
    expect(outcomes[2]).toMatchObject({ value_minor: 900, attribution: "window", transaction_id: expect.any(String) });
  });

  test("are counted for each cut-off; a purchase within the hour makes an alert needless", async () => {
    const { figures } = await run(traffic, { cutoffs: [15, 39, 40, 60], until: "end" });
    expect(figures).toMatchObject([
      { cutoff_minutes: 15, alerts: 2, recovered: 1, needless_1h: 1, needless_24h: 1, events: 6 },
      { cutoff_minutes: 39, alerts: 2, recovered: 1, needless_1h: 1 },
      { cutoff_minutes: 40, alerts: 0, recovered: 0 },
      { cutoff_minutes: 60, alerts: 0, value_at_stake: [] },
    ]);
    expect(figures[0]).toMatchObject({
      idle_policy: "any_activity",
      until: "end",
      retracted: 0,
      value_at_stake: [{ currency: "USD", value_minor: 1550 }],
      value_recovered: [{ currency: "USD", value_minor: 900 }],
      stopped_at: noon(40),
    });
  });

  test("time stops at the newest event, at a time, or when nobody waits any more", async () => {
    const short = files.rees46("short.csv", [...ROWS, "20,view,a,10,u4"]);
    const alerts = async (until: BacktestOptions["until"]) => (await run(short, { until })).words;
    expect(await alerts("end")).toEqual([]);
    expect(await alerts({ at: Date.parse(noon(30)) - 1 })).toEqual([]);
    expect(await alerts({ at: Date.parse(noon(30)) })).toEqual(["12:30 cart.abandoned u1"]);
    expect(await alerts("endless")).toEqual([
      "12:30 cart.abandoned u1",
      "12:31 cart.abandoned u2",
      "12:00 cart.expired u1",
      "12:01 cart.expired u2",
    ]);
  });

  test("what is received after the time that was given is not taken", async () => {
    const { figures } = await run(traffic, { until: { at: Date.parse(noon(3)) } });
    expect(figures).toMatchObject([{ events: 4, alerts: 0, until: noon(3), stopped_at: noon(3) }]);
  });

  test("in any order are the same traffic", async () => {
    const mixed = files.rees46("mixed.csv", ["40,purchase,a,9,u1", ...ROWS.toReversed()]);
    const [sorted, unsorted] = [await run(traffic), await run(mixed)];
    expect(unsorted.words).toEqual(sorted.words);
    expect(unsorted.figures).toEqual(sorted.figures);
  });

  test("may be packed, quoted, and have other columns", async () => {
    const rows = "user_id,event_type,event_time,price,user_session,product_id\n";
    const path = files.write("other.csv.gz", `${rows}u1,cart,"2026-11-20 12:00:00 UTC",1.5,,"p,1"\r\n`);
    expect((await run(path)).outcomes[0]).toMatchObject({ shopper: "u1", items: { "p,1": 1 }, value_minor: 150 });
  });

  test("a view moves the deadline under any_activity and not under cart_activity", async () => {
    const path = files.rees46("views.csv", ["0,cart,a,10,u1", "20,view,b,1,u1"]);
    expect((await run(path)).words[0]).toBe("12:50 cart.abandoned u1");
    expect((await run(path, { settings: { idle_policy: "cart_activity" } })).words[0]).toBe("12:30 cart.abandoned u1");
  });

  test("views are abandoned with a browse cut-off, and list what was viewed", async () => {
    const path = files.rees46("browse.csv", ["0,view,a,10,u1", "1,view,b,1,u1"]);
    const browse = { cutoff_minutes: { browse: 10, cart: 30, checkout: 30, payment: 30 } };
    const { outcomes, figures } = await run(path, { settings: browse, until: "end" });
    expect(outcomes).toEqual([]);
    expect(figures[0]).toMatchObject({ cutoff_minutes: browse.cutoff_minutes });
    expect((await run(path, { settings: browse })).outcomes[0]).toMatchObject({
      stage: "browse",
      at: noon(11),
      items: { a: 1, b: 1 },
    });
  });
});

describe("settings", () => {
  const path = files.rees46("settings.csv", ["0,cart,a,10,u1", "200,purchase,a,10,u1"]);

  test("--cutoff leaves a stage that is off as it is", async () => {
    const off = { cutoff_minutes: { browse: null, cart: null, checkout: 30, payment: 30 } };
    expect((await run(path, { settings: off, cutoffs: [15] })).words).toEqual([]);
  });

  test.each([
    ["the hold-out group", { holdout_percent: 100 }],
    ["shadow mode", { shadow: true }],
  ])("%s is counted and not printed", async (_, settings) => {
    const { words, figures } = await run(path, { settings });
    expect(words).toEqual([]);
    expect(figures[0]).toMatchObject({ alerts: 0, recovered: 0, suppressed: 1 });
  });

  test("the store's own people are neither", async () => {
    const { words, figures } = await run(path, { settings: { internal_users: ["u*"] } });
    expect(words).toEqual([]);
    expect(figures[0]).toMatchObject({ alerts: 0, suppressed: 0 });
  });

  test("a purchase hours later makes an alert needless within the day, not the hour", async () => {
    expect((await run(path)).figures[0]).toMatchObject({ needless_1h: 0, needless_24h: 1, recovered: 1 });
  });

  test("prices are in the store's currency", async () => {
    const { outcomes } = await run(path, { settings: { currency: "VND" } });
    expect(outcomes[0]).toMatchObject({ value_minor: 10, currency: "VND" });
  });
});
