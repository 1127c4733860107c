import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { random } from "../../bench/random.ts";
import { createEndpoint } from "../../cli/alerts/webhook-endpoint.ts";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import { setCutoff } from "../../cli/collector/store-cutoff.ts";
import { killAtRandom } from "../torture/kill-at-random.ts";
import { behaviourOf, isPoisoned, type Behaviour } from "./behaviour.ts";
import { brokenPromises } from "./broken-promises.ts";
import { chaosCollector } from "./chaos-collector.ts";
import { startChaosReceiver, type Arrival } from "./chaos-receiver.ts";
import { reportOf, type ChaosReport } from "./chaos-report.ts";
import { allDeliveries, readEndpoint, replay, rescue } from "./owner.ts";
import { busyShoppers, decidedOutcomes } from "./read-end.ts";
import { fillCart, goOn, newShopper, type ChaosShopper } from "./shop.ts";

/** How much chaos. */
export interface ChaosOptions {
  seed: number;
  shoppers: number;
  /** How long shoppers come and the runtime is killed, seconds. */
  seconds: number;
  onProgress?: (text: string) => void;
}

const CUTOFF_MS = 1500;
/** The second alert of an episode follows at once: its order is what a failing first one endangers. */
const LADDER_MS = [2000];
const LONGEST_LIFE_MS = 7000;
const OWNER_LOOKS_EVERY_MS = 300;
const DOWN_EVERY_MS = 5000;
const LONGEST_DOWN_MS = 500;
/** So much of what is left is shown when it does not come to an end. */
const SHOWN_CHARS = 2000;
/** What is not over by then never will be. */
const LIMIT_MS = 240_000;

/**
 * Lets a shop's receiver behave as badly as receivers do, kills the runtime meanwhile, and looks in the end whether
 * every promise about webhooks was kept. A second receiver is always well.
 */
export async function runChaos({
  seed,
  shoppers: count,
  seconds,
  onProgress = () => {},
}: ChaosOptions): Promise<ChaosReport> {
  const folder = mkdtempSync(join(tmpdir(), "cartbeat-chaos-"));
  const collector = await chaosCollector(folder);
  const { writeKey, secretKey, url } = collector;
  const abort = new AbortController();
  const [access, target] = [
    { url, secretKey },
    { url, writeKey, signal: abort.signal },
  ];
  const shoppers = new Map<string, ChaosShopper>();
  const playing: Promise<void>[] = [];
  const failures: string[] = [];
  const play = (acts: Promise<void>): void => {
    playing.push(acts.catch((error: unknown) => void failures.push(String(error))));
  };
  const alerted = new Set<string>();
  const onArrival =
    (at: ChaosShopper["hearsFrom"]) =>
    ({ payload: { type, data } }: Arrival): void => {
      const shopper = shoppers.get(data.shopper);
      if (type !== "cart.abandoned" || shopper?.hearsFrom !== at || alerted.has(shopper.id)) return;
      alerted.add(shopper.id);
      play(goOn(target, shopper, data));
    };

  let calm = false;
  let cured = false;
  // Each ends every delivery until the owner comes.
  const goneAt = [0.25, 0.7, 1.2].map((share) => Math.floor(share * count));
  const treat = (id: string, attempt: number): Behaviour => {
    if (isPoisoned(seed, id)) return cured ? "accepts" : "fails";
    if (calm) return "accepts";
    if (bad.arrivals.length >= (goneAt[0] ?? Infinity)) {
      goneAt.shift();
      return "says_gone";
    }
    return behaviourOf(seed, id, attempt);
  };
  const bad = await startChaosReceiver(treat, onArrival("bad"));
  const good = await startChaosReceiver(() => "accepts", onArrival("good"));
  const replayed = new Set<string>();
  const kills: number[] = [];
  let rescues = 0;
  let lastRescue = "the owner has not looked yet";
  let running = await collector.start();
  const giveUpAt = Date.now() + LIMIT_MS;
  try {
    const badId = await endpointOf(bad, "bad");
    const goodId = await endpointOf(good, "good");
    await setCutoff(access, CUTOFF_MS / 60_000);
    const ladder = { ladder_minutes: LADDER_MS.map((ms) => ms / 60_000) };
    await ownerRequest(access, { method: "PATCH", path: "/v1/settings", body: ladder });
    const until = Date.now() + seconds * 1000;

    const killing = killAtRandom(running, restart, { until, longestMs: LONGEST_LIFE_MS, random: random(seed) });
    killing.catch(() => {});
    const owning = own(badId);
    const failing = fail(until, random(seed + 1));
    await shopUntil(until, random(seed + 2));
    running = (await killing).collector;
    await failing;
    onProgress(`${kills.length} kills, ${bad.arrivals.length} attempts; waiting for ${undone()} shoppers`);
    await waitFor(() => (undone() === 0 ? null : `${undone()} shoppers wait for an alert`));
    await Promise.all(playing);
    calm = true;
    await waitForQuiet([badId, goodId]);
    onProgress("quiet; looking at everything");
    const observe = async () => ({
      shoppers: [...shoppers.values()],
      outcomes: await decidedOutcomes(access, [...shoppers.keys()]),
      endpoints: [
        { name: "bad", ...bad, deliveries: await allDeliveries(access, badId), replayed },
        { name: "good", ...good, deliveries: await allDeliveries(access, goodId), replayed: new Set<string>() },
      ],
      kills,
    });
    const before = await observe();
    failures.push(...brokenPromises(before));
    const dead = before.endpoints.flatMap(({ deliveries }) => deliveries).filter(({ state }) => state === "dead");
    cured = true;
    for (const { id } of dead) replayed.add(id);
    const again = await replay(access, badId, { dead_letters: true });
    if (again !== dead.length) failures.push(`${again} of ${dead.length} dead letters are sent again`);
    await waitForQuiet([badId, goodId]);
    const after = await observe();
    failures.push(...brokenPromises(after));
    for (const { id, state } of after.endpoints.flatMap(({ deliveries }) => deliveries)) {
      if (state !== "delivered" && state !== "cancelled") failures.push(`${id} is ${state} after its replay`);
    }
    abort.abort();
    await owning;
    return reportOf({ seed, kills: kills.length, rescues, dead: dead.length, observed: after, broken: failures });
  } finally {
    abort.abort();
    await running.kill();
    await Promise.all([bad.close(), good.close(), ...playing]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async function endpointOf(receiver: typeof bad, name: string): Promise<string> {
    const endpoint = await createEndpoint(access, receiver.url, name);
    receiver.useSecret(endpoint.secret);
    return endpoint.id;
  }

  async function restart(): Promise<typeof running> {
    kills.push(Date.now());
    running = await collector.start();
    return running;
  }

  /** Shoppers come evenly. */
  async function shopUntil(until: number, chance: () => number): Promise<void> {
    const from = Date.now();
    for (let index = 0; index < count; index += 1) {
      const shopper = newShopper(`s${seed}-${index}`, chance);
      shoppers.set(shopper.id, shopper);
      play(fillCart(target, shopper));
      await sleep(Math.max(0, from + ((until - from) * (index + 1)) / count - Date.now()));
    }
  }

  /** The owner looks at the endpoint again and again. While the collector is down nothing can be done. */
  async function own(endpoint: string): Promise<void> {
    while (!abort.signal.aborted) {
      try {
        await rescue(access, endpoint, {
          onEnable: () => (rescues += 1),
          onReplay: (id) => replayed.add(id),
        });
        lastRescue = "the owner's last look was well";
      } catch (error) {
        // The next look is soon.
        lastRescue = `the owner's last look failed: ${String(error)}`;
      }
      await sleep(OWNER_LOOKS_EVERY_MS);
    }
  }

  async function fail(until: number, chance: () => number): Promise<void> {
    while (Date.now() < until) {
      await sleep(DOWN_EVERY_MS * chance());
      await bad.goDown(LONGEST_DOWN_MS * chance());
    }
  }

  function undone(): number {
    return [...shoppers.values()].filter(({ done }) => !done).length;
  }

  /** `whatIsLeft` says what is still to be waited for, or null when nothing is. */
  async function waitFor(whatIsLeft: () => string | null | Promise<string | null>): Promise<void> {
    for (let left = await whatIsLeft(); left !== null; left = await whatIsLeft()) {
      if (Date.now() > giveUpAt) throw new Error(`Chaos does not come to rest: ${left}`);
      await sleep(OWNER_LOOKS_EVERY_MS);
    }
  }

  /** Nothing to decide, then nothing to hand over, then nothing to deliver: in the order of the way. */
  async function waitForQuiet(endpoints: string[]): Promise<void> {
    await waitFor(async () => {
      const busy = await busyShoppers(access, [...shoppers.keys()]);
      if (busy.length > 0) return `shoppers have something to decide or to hand over: ${sample(busy)}`;
      const found = await Promise.all(endpoints.map((id) => readEndpoint(access, id)));
      const working = found.filter(({ disabled, status }) => disabled || status?.pending !== 0);
      if (working.length > 0) return `endpoints have something to deliver: ${sample(working)}; ${lastRescue}`;
      const dead = await Promise.all(endpoints.map((id) => allDeliveries(access, id, "&state=dead")));
      const missed = dead.flat().filter(({ reason }) => reason !== "attempts_exhausted");
      return missed.length > 0 ? `messages were missed: ${sample(missed)}; ${lastRescue}` : null;
    });
  }
}

function sample(left: readonly unknown[]): string {
  return `${left.length}, ${JSON.stringify(left).slice(0, SHOWN_CHARS)}`;
}
