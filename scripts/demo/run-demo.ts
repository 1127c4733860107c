import { stop as stopEsbuild } from "esbuild";
import { startAlertReceiver, type AlertReceiver } from "../../cli/alerts/alert-receiver.ts";
import type { Delivery } from "../../cli/alerts/delivery-log.ts";
import { createEndpoint } from "../../cli/alerts/webhook-endpoint.ts";
import type { IngestTarget } from "../../cli/collector/post-batch.ts";
import { setCutoff } from "../../cli/collector/store-cutoff.ts";
import { buildDashboard } from "../build-dashboard.ts";
import { buildSdk } from "../build-sdk.ts";
import { startStorefront, type Storefront } from "../../examples/storefront/server.ts";
import { startCollector, type Collector } from "../collector/start-collector.ts";
import { startCrowd, type Crowd } from "./crowd.ts";
import { outcomeLine } from "./outcome-line.ts";
import { DEMO_PRODUCTS } from "./products.ts";
import { sendStep } from "./send-step.ts";
import { shopperScript, type ShopperScript } from "./shopper-script.ts";
import { totals } from "./totals.ts";

/** How to run the demo. */
export interface DemoOptions {
  /** Ends when this many alerts have been verified; null runs until the signal is aborted. */
  enoughAlerts: number | null;
  /** Gives up on {@link enoughAlerts} after this many milliseconds. */
  withinMs: number;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  print: (line: string) => void;
}

const CUTOFF_SECONDS = 10;
/** The first shoppers come quickly, so that there is something to see; the others at a pace that can be read. */
const FIRST_SHOPPERS = 10;
const FIRST_GAP_MS = 700;
const GAP_MS = 2500;

/**
 * Runs everything on this machine until the signal is aborted or enough alerts have been verified. True when it did
 * what was asked. Whatever happens, every process and port it opened is closed when it returns.
 */
export async function runDemo(options: DemoOptions): Promise<boolean> {
  const { print, signal } = options;
  await using open = new AsyncDisposableStack();
  print("Building the SDK …");
  await buildSdk();
  await buildDashboard();
  // esbuild's own process would stay as long as this one.
  await stopEsbuild();
  signal.throwIfAborted();

  print("Starting the collector …");
  const collector = await startCollector();
  open.defer(() => collector.stop());
  signal.throwIfAborted();
  const storefront = await startStorefront({ collectorUrl: collector.url, writeKey: collector.writeKey });
  open.defer(() => storefront.stop());
  const stage = new Stage(options, collector, storefront);
  const receiver = await startAlertReceiver((delivery) => stage.onDelivery(delivery));
  open.defer(() => receiver.close());
  await setCutoff(collector, CUTOFF_SECONDS / 60);
  const endpoint = await createEndpoint(collector, receiver.url, "demo receiver");
  receiver.useSecret(endpoint.secret);

  print("");
  print(`  storefront  ${storefront.url}  (fill a cart there, close the tab, and see it told here)`);
  print(`  collector   ${collector.url}  (development keys ${collector.writeKey}, ${collector.secretKey})`);
  print(`  dashboard   ${collector.url}/  (sign in with the secret key ${collector.secretKey})`);
  print(`  receiver    ${receiver.url}  (verifies every signature with standardwebhooks)`);
  print(`  cut-off     ${CUTOFF_SECONDS} s`);
  print("");
  // Awaited here: what is open closes when this function returns.
  return await stage.play(receiver);
}

/** What happens between the first shopper and the last line. */
class Stage {
  readonly #options: DemoOptions;
  readonly #collector: Collector;
  readonly #storefrontUrl: string;
  readonly #end = new AbortController();
  #crowd: Crowd | null = null;
  #sent = 0;
  #accepted = 0;
  #alerts = 0;
  #failure: unknown = null;

  constructor(options: DemoOptions, collector: Collector, storefront: Storefront) {
    this.#options = options;
    this.#collector = collector;
    this.#storefrontUrl = storefront.url;
  }

  onDelivery(delivery: Delivery): void {
    const { data, type } = delivery.payload;
    const who = this.#crowd?.find(data.shopper)?.name ?? "Somebody in the storefront";
    this.#say("webhook verified", outcomeLine(delivery, who));
    if (type !== "cart.abandoned") return;
    this.#alerts += 1;
    this.#crowd?.alerted(data.shopper);
    if (this.#alerts === this.#options.enoughAlerts) this.#end.abort();
  }

  async play(receiver: AlertReceiver): Promise<boolean> {
    const { enoughAlerts, withinMs, signal, print } = this.#options;
    const limits = [signal, this.#end.signal];
    if (enoughAlerts !== null) limits.push(AbortSignal.timeout(withinMs));
    const crowd = this.#startCrowd(AbortSignal.any(limits));
    this.#crowd = crowd;
    await crowd.ended;
    for (const line of totals({ shoppers: crowd.size(), events: this.#accepted }, receiver.log)) print(line);
    if (this.#failure !== null) throw this.#failure;
    if (enoughAlerts === null || this.#alerts >= enoughAlerts) return true;
    print(`Only ${this.#alerts} of ${enoughAlerts} alerts came within ${withinMs / 1000} s.`);
    return false;
  }

  #startCrowd(signal: AbortSignal): Crowd {
    const { url, writeKey } = this.#collector;
    const target: IngestTarget = {
      url,
      writeKey,
      signal,
      onLongPause: (reason) => this.#say("trying again", reason),
    };
    return startCrowd({
      script: (index) => shopperScript(index, DEMO_PRODUCTS),
      gapMs: (index) => (index < FIRST_SHOPPERS ? FIRST_GAP_MS : GAP_MS),
      send: async (shopper, step) => {
        this.#sent += 1;
        await sendStep(target, { shopper, step, number: this.#sent, storefrontUrl: this.#storefrontUrl });
        this.#accepted += 1;
      },
      onSilent: (shopper) => this.#tellSilent(shopper),
      onReturn: ({ name }) => this.#say("shopper returns", `${name} follows the reminder and pays`),
      onFailure: (error) => {
        this.#failure ??= error;
        this.#end.abort();
      },
      signal,
    });
  }

  #tellSilent({ kind, name }: ShopperScript): void {
    if (kind === "looks around") return;
    if (kind === "buys") this.#say("order placed", `${name} paid at once`);
    else this.#say("shopper silent", `${name} has a cart; due in ${CUTOFF_SECONDS} s`);
  }

  #say(what: string, line: string): void {
    this.#options.print(`${new Date().toTimeString().slice(0, 8)}  ${what.padEnd(16)}  ${line}`);
  }
}
