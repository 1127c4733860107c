import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { cachedStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { Ledger, LedgerCart } from "../../engine/ledger/ledger.ts";
import { CONTRACT_CASES } from "../support/contract-cases.ts";
import {
  type ContractCase,
  type ContractReceipt,
  constantsOf,
  endOf,
  receiptsOf,
  settingsOf,
  wordsOf,
} from "../support/contract/contract-case.ts";

/** A decision may come so much later than its time on a machine that is busy with a hundred other cases. */
const TOLERANCE_S = 3;
/** What is decided at the end of a case has so long to be written. */
const SETTLE_MS = 1000;

interface Seen {
  second: number;
  words: string;
}

const seen = new Map<string, Seen[]>();

beforeAll(async () => {
  const configs = await Promise.all(CONTRACT_CASES.map((_, index) => storeOf(index)));
  const start = Date.now() + 500;
  await Promise.all(
    CONTRACT_CASES.map(async (contractCase, index) => {
      const config = configs[index];
      if (config !== undefined) seen.set(contractCase.title, await live(contractCase, config, start));
    }),
  );
}, 120_000);

describe("live, with real alarms", () => {
  test.each(CONTRACT_CASES)("$title", ({ title, outcomes }) => {
    const happened = seen.get(title) ?? [];
    const expected = outcomes.map((outcome) => {
      const [second = "", ...words] = outcome.split(" ");
      return { second: Number(second), words: words.join(" ") };
    });
    expect(happened.map(({ words }) => words)).toEqual(expected.map(({ words }) => words));
    for (const [index, { second }] of happened.entries()) {
      const due = expected[index]?.second ?? 0;
      expect(second).toBeGreaterThanOrEqual(due);
      expect(second).toBeLessThan(due + TOLERANCE_S);
    }
  });
});

/** A store of the case's own, so that its alarms find its settings. */
async function storeOf(index: number): Promise<StoreConfig> {
  const dev = await env.STORE.getByName("dev").config(Date.now());
  return { ...dev, store: `contract-${index}`, salt: "", shards: 1, endpoints: [] };
}

/** Lets a case happen, and tells what came of it. */
async function live(contractCase: ContractCase, base: StoreConfig, start: number): Promise<Seen[]> {
  const settings = settingsOf(contractCase, start);
  const config = { ...base, settings, constants: constantsOf(contractCase) };
  await remember(config, start);
  const receipts = receiptsOf(contractCase, start);
  for (const receipt of receipts) {
    await until(receipt.at);
    await receive(receipt, config);
  }
  await until(endOf(contractCase, start) + SETTLE_MS);
  const shoppers = new Set(receipts.flatMap((each) => [each.shopper, ...("adopts" in each ? each.adopts : [])]));
  const carts = (await Promise.all([...shoppers].map((shopper) => cartsOf(config.store, shopper)))).flat();
  return carts
    .flatMap((cart) => cart.told.map((told) => ({ ...told, cart })))
    .toSorted((a, b) => a.at - b.at)
    .map(({ type, at, alertId, reason, attribution, cart }) => {
      const alert = cart.alerts.find(({ id }) => id === alertId);
      if (alert === undefined) throw new Error(`nothing was alerted as ${alertId}`);
      const why = reason ?? (type === "cart.recovered" ? attribution : undefined);
      const { episode, step, stage, late } = alert;
      const suppressed = cart.heldOut || settings.shadow;
      return { second: (at - start) / 1000, words: wordsOf({ type, at, episode, step, stage, late, why, suppressed }) };
    });
}

/** Makes the store's configuration the one that this isolate, alarms included, knows for the next minute. */
async function remember(config: StoreConfig, now: number): Promise<void> {
  const seed = { store: config.store, write_key: "wk_contract", secret_key: "sk_contract" };
  const store = { idFromName: () => null, get: () => ({ config: () => config }) };
  const own = { ...env, STORES: JSON.stringify([seed]), STORE: store as unknown as typeof env.STORE };
  await cachedStoreConfig(own, config.store, now - 500);
}

async function receive(receipt: ContractReceipt, config: StoreConfig): Promise<void> {
  const { shopper } = receipt;
  const { store } = config;
  const object = env.SHOPPER.getByName(`${store}/${shopper}`);
  if ("events" in receipt) await object.ingest({ store, shopper, events: receipt.events, config });
  else for (const other of receipt.adopts) await object.adopt({ store, shopper, config }, other);
}

/** What was told of a shopper, as it is stored. */
async function cartsOf(store: string, shopper: ShopperKey): Promise<LedgerCart[]> {
  return await runInDurableObject(env.SHOPPER.getByName(`${store}/${shopper}`), (_, { storage }) => {
    const [row] = storage.sql.exec<{ body: string }>("SELECT body FROM part WHERE id = 0").toArray();
    return row === undefined ? [] : (JSON.parse(row.body) as { ledger: Ledger }).ledger.carts;
  });
}

async function until(time: number): Promise<void> {
  await scheduler.wait(Math.max(0, time - Date.now()));
}
