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
  type Pace,
  receiptsOf,
  settingsOf,
  wordsOf,
} from "../support/contract/contract-case.ts";

/**
 * How long a second of a case takes, round by round. A machine that is busy with other work delays what is due; cases
 * that went wrong in such a time are played again, slower. What comes out of the last round counts in any case.
 */
const PACES_MS = [1000, 2500, 5000];
/** When an event or an alarm is later than this share of a second, the machine was too busy. */
const DISTURBED = 0.25;
/** A decision may come so many seconds after its time. */
const TOLERANCE_S = 3;
/** Cases begin one after the other, so that they are not all in each other's way. */
const STAGGER_MS = 10;
/** What is decided at the end of a case has so long to be written. */
const SETTLE_MS = 500;
const HEARTBEAT_MS = 20;

interface Seen {
  second: number;
  words: string;
}

/** What came of a case, and by how many milliseconds an event was received too late at most. */
interface Played {
  seen: Seen[];
  lateMs: number;
  endedAt: number;
}

const played = new Map<ContractCase, Played>();

beforeAll(async () => {
  const dev = await env.STORE.getByName("dev").config(Date.now());
  let waiting = [...CONTRACT_CASES];
  for (const [round, secondMs] of PACES_MS.entries()) {
    const heart = listen();
    const start = Date.now() + 1000;
    await Promise.all(
      waiting.map(async (contractCase, index) => {
        const store = { ...dev, store: `contract-${round}-${index}`, salt: "", shards: 1, endpoints: [] };
        played.set(contractCase, await live(contractCase, store, { start: start + index * STAGGER_MS, secondMs }));
      }),
    );
    heart.stop();
    waiting = waiting.filter((contractCase) => {
      const { seen, lateMs, endedAt } = playedOf(contractCase);
      return !isKept(contractCase, seen) && Math.max(lateMs, heart.longestPauseUntil(endedAt)) > DISTURBED * secondMs;
    });
    if (waiting.length === 0) break;
    console.log(`${waiting.length} cases were disturbed by other work at ${secondMs} ms a second`);
  }
}, 240_000);

describe("live, with real alarms", () => {
  test.each(CONTRACT_CASES)("$title", (contractCase) => {
    const { seen } = playedOf(contractCase);
    expect(seen.map(({ words }) => words)).toEqual(promised(contractCase).map(({ words }) => words));
    expect(seen).toSatisfy(() => isKept(contractCase, seen), "in the seconds that were promised");
  });
});

function playedOf(contractCase: ContractCase): Played {
  return played.get(contractCase) ?? { seen: [], lateMs: Infinity, endedAt: Infinity };
}

function promised({ outcomes }: ContractCase): Seen[] {
  return outcomes.map((outcome) => {
    const [second = "", ...words] = outcome.split(" ");
    return { second: Number(second), words: words.join(" ") };
  });
}

/** True when what was promised came out: not a millisecond before its time, and soon after it. */
function isKept(contractCase: ContractCase, seen: readonly Seen[]): boolean {
  const expected = promised(contractCase);
  return (
    seen.length === expected.length &&
    expected.every(({ second, words }, index) => {
      const at = seen[index]?.second ?? 0;
      return seen[index]?.words === words && at >= second && at < second + TOLERANCE_S;
    })
  );
}

/** Lets a case happen in a store of its own, so that its alarms find its settings, and tells what came of it. */
async function live(contractCase: ContractCase, base: StoreConfig, pace: Pace): Promise<Played> {
  const settings = settingsOf(contractCase, pace);
  const config = { ...base, settings, constants: constantsOf(contractCase, pace) };
  await remember(config, Date.now());
  const receipts = receiptsOf(contractCase, pace);
  const shoppers = [...new Set(receipts.flatMap((each) => [each.shopper, ...("adopts" in each ? each.adopts : [])]))];
  // Objects are made before the clock starts.
  for (const shopper of shoppers) await env.SHOPPER.getByName(`${config.store}/${shopper}`).view(config);
  let lateMs = 0;
  for (const receipt of receipts) {
    await until(receipt.at);
    await receive(receipt, config);
    lateMs = Math.max(lateMs, Date.now() - receipt.at);
  }
  const endedAt = endOf(contractCase, pace);
  await until(endedAt + SETTLE_MS);
  const carts = (await Promise.all(shoppers.map((shopper) => cartsOf(config.store, shopper)))).flat();
  const seen = carts
    .flatMap((cart) => cart.told.map((told) => ({ ...told, cart })))
    .toSorted((a, b) => a.at - b.at)
    .map(({ type, at, alertId, reason, attribution, cart }) => {
      const alert = cart.alerts.find(({ id }) => id === alertId);
      if (alert === undefined) throw new Error(`nothing was alerted as ${alertId}`);
      const why = reason ?? (type === "cart.recovered" ? attribution : undefined);
      const { episode, step, stage, late } = alert;
      const suppressed = cart.heldOut || settings.shadow;
      const words = wordsOf({ type, at, episode, step, stage, late, why, suppressed });
      return { second: (at - pace.start) / pace.secondMs, words };
    });
  return { seen, lateMs, endedAt };
}

/** Makes the store's configuration the one that this isolate, alarms included, knows for the next minute. */
async function remember(config: StoreConfig, now: number): Promise<void> {
  const seed = { store: config.store, write_key: "wk_contract", secret_key: "sk_contract" };
  const store = { idFromName: () => null, get: () => ({ config: () => config }) };
  const own = { ...env, STORES: JSON.stringify([seed]), STORE: store as unknown as typeof env.STORE };
  await cachedStoreConfig(own, config.store, now);
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

/** Notices when nothing could run for a while: alarms were as late then. */
function listen(): { stop: () => void; longestPauseUntil: (time: number) => number } {
  const pauses: { at: number; ms: number }[] = [];
  let last = Date.now();
  const timer = setInterval(() => {
    const now = Date.now();
    pauses.push({ at: last, ms: now - last - HEARTBEAT_MS });
    last = now;
  }, HEARTBEAT_MS);
  return {
    stop: () => clearInterval(timer),
    longestPauseUntil: (time) => Math.max(0, ...pauses.filter(({ at }) => at <= time).map(({ ms }) => ms)),
  };
}
