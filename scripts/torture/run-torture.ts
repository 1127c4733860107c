import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { random } from "../../bench/random.ts";
import { startAlertReceiver } from "../../cli/alerts/alert-receiver.ts";
import { createEndpoint } from "../../cli/alerts/webhook-endpoint.ts";
import { setCutoff } from "../../cli/collector/store-cutoff.ts";
import { freePort } from "../collector/free-port.ts";
import { buildFor } from "../serve/build-for.ts";
import { newStore } from "../serve/new-store.ts";
import { serveCollector, type ServedCollector } from "../serve/serve-collector.ts";
import { act, newActed, type Acted } from "./act.ts";
import { differences } from "./differences.ts";
import { readEndState } from "./end-state.ts";
import { killAtRandom } from "./kill-at-random.ts";
import { expectedMetrics, metricDifferences, readMetrics } from "./metrics.ts";
import { planShopper } from "./plan-shopper.ts";
import { sendUntilTaken } from "./send-until-taken.ts";

/** How to torture. */
export interface TortureOptions {
  seed: number;
  /** How long shoppers come and the runtime is killed, seconds. */
  seconds: number;
  shoppersPerSecond: number;
  /** Longest time between a start and the next kill, seconds. */
  longestLifeSeconds: number;
  onProgress?: (text: string) => void;
}

/** What came of it. */
export interface TortureReport {
  seed: number;
  seconds: number;
  kills: number;
  shoppers: number;
  /** Messages that were acknowledged: all that were sent. */
  events: number;
  /** Requests without an acknowledgement, which were sent again. */
  retries: number;
  /** Alerts that arrived, by webhook id. */
  alerts: number;
  recoveries: number;
  /** Attempts that arrived again under an id that had arrived. */
  redeliveries: number;
  differences: string[];
}

const CUTOFF_MS = 12_000;
/** The safety nets are slower than a minute nowhere. */
const SETTLE_LIMIT_MS = 150_000;
const LOOK_EVERY_MS = 3_000;
/** What would be sent a second time would be sent within this. */
const SILENCE_MS = 8_000;

/** Kills the collector again and again while shoppers use it, and then looks for anything that is missing or double. */
export async function runTorture(options: TortureOptions): Promise<TortureReport> {
  const { seed, seconds, onProgress = () => {} } = options;
  const data = mkdtempSync(join(tmpdir(), "cartbeat-torture-"));
  const entry = newStore("torture");
  const keys = { writeKey: entry.write_key, secretKey: entry.secret_key };
  const port = await freePort();
  const built = await buildFor(data);
  const serve = (): Promise<ServedCollector> =>
    serveCollector({
      mode: "development",
      data,
      host: "127.0.0.1",
      port,
      stores: JSON.stringify([entry]),
      webhookNetworks: ["private"],
      built,
    });
  const abort = new AbortController();
  const acted = new Map<string, Acted>();
  const failures: string[] = [];
  const playing: Promise<void>[] = [];
  let collector = await serve();
  const target = { url: collector.url, writeKey: keys.writeKey, signal: abort.signal };
  const access = { url: collector.url, secretKey: keys.secretKey };
  const play = (shopper: Acted, messages: Parameters<typeof act>[2]): void => {
    playing.push(act(target, shopper, messages).catch((error: unknown) => void failures.push(String(error))));
  };
  const receiver = await startAlertReceiver(({ payload: { type, data: told } }) => {
    const shopper = acted.get(told.shopper);
    if (type !== "cart.abandoned" || !shopper?.plan.comesBackWith) return;
    if (shopper.sent.every(({ event }) => event !== "purchase")) play(shopper, [shopper.plan.comesBackWith]);
  });
  try {
    const endpoint = await createEndpoint(access, receiver.url, "torture");
    receiver.useSecret(endpoint.secret);
    await setCutoff(access, CUTOFF_MS / 60_000);

    const until = Date.now() + seconds * 1000;
    const killing = killAtRandom(collector, serve, {
      until,
      longestMs: options.longestLifeSeconds * 1000,
      random: random(seed),
    });
    // A collector that does not start again is told below.
    killing.catch(() => {});
    const chance = random(seed + 1);
    while (Date.now() < until) {
      const plan = planShopper(`s${seed}-${acted.size}`, chance);
      const shopper = newActed(plan);
      acted.set(plan.id, shopper);
      play(shopper, plan.messages);
      await sleep((2000 * chance()) / options.shoppersPerSecond);
    }
    const killed = await killing;
    ({ collector } = killed);
    onProgress(`${killed.kills} kills, ${acted.size} shoppers; waiting for quiet`);

    const all = [...acted.values()];
    const ids = all.flatMap(({ plan }) => (plan.anonymousId === null ? [plan.id] : [plan.id, plan.anonymousId]));
    const look = async (): Promise<string[]> => {
      const state = await readEndState(access, ids, endpoint.id);
      const told = metricDifferences(expectedMetrics(all, state.views), await readMetrics(access));
      return [...failures, ...differences({ acted: all, state, log: receiver.log, cutoffMs: CUTOFF_MS }), ...told];
    };
    await sleep(CUTOFF_MS);
    await Promise.all(playing);
    let found = await look();
    for (
      const giveUpAt = Date.now() + SETTLE_LIMIT_MS;
      found.length > 0 && Date.now() < giveUpAt;
      found = await look()
    ) {
      onProgress(`${found.length} differences left, for example: ${found[0] ?? ""}`);
      await sleep(LOOK_EVERY_MS);
    }
    await Promise.all(playing);
    onProgress("sending everything again");
    const arrived = receiver.log.alerts().length;
    for (const { plan, sent } of all) {
      const { accepted } = await sendUntilTaken(target, sent);
      if (accepted > 0) found.push(`${plan.id}: ${accepted} acknowledged events had been lost`);
    }
    await sleep(SILENCE_MS);
    found = [...new Set([...found, ...(await look())])];
    if (receiver.log.alerts().length !== arrived) found.push("alerts came after everything was quiet");
    return {
      seed,
      seconds,
      kills: killed.kills,
      shoppers: all.length,
      events: all.reduce((sum, { sent }) => sum + sent.length, 0),
      retries: all.reduce((sum, { retries }) => sum + retries, 0),
      alerts: receiver.log.alerts().length,
      recoveries: receiver.log.ofType("cart.recovered").length,
      redeliveries: receiver.log.redeliveries,
      differences: found,
    };
  } finally {
    abort.abort(new Error("The torture is over"));
    await collector.kill();
    await receiver.close();
    await Promise.all(playing);
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}
