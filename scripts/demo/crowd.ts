import { setTimeout as sleep } from "node:timers/promises";
import type { ShopperScript } from "./shopper-script.ts";
import type { ShopperStep } from "./shopper-step.ts";

/** What a crowd needs from outside. */
export interface CrowdOptions {
  /** The script of shopper number `index`, from 0. */
  script: (index: number) => ShopperScript;
  /** Milliseconds between the arrival of shopper `index` and the next. */
  gapMs: (index: number) => number;
  /** Sends one event of a shopper to the collector. */
  send: (shopper: ShopperScript, step: ShopperStep) => Promise<void>;
  /** Called when a shopper has done the last step before falling silent. */
  onSilent: (shopper: ShopperScript) => void;
  /** Called when a shopper comes back because of an alert. */
  onReturn: (shopper: ShopperScript) => void;
  /** Called with what `send` threw. */
  onFailure: (error: unknown) => void;
  signal: AbortSignal;
}

/** A crowd of simulated shoppers at work. */
export interface Crowd {
  /** Tells that the alert about a shopper's cart has arrived; who comes back does so now. */
  alerted(anonymousId: string): void;
  /** The shopper behind an anonymous id, if it is one of the crowd. */
  find(anonymousId: string): ShopperScript | undefined;
  /** How many have come so far. */
  size(): number;
  /** Settles when the signal has been aborted and nobody is sending any more. */
  ended: Promise<void>;
}

/** Lets one shopper after another come, each following its script, until the signal is aborted. */
export function startCrowd(options: CrowdOptions): Crowd {
  const { script, gapMs, onSilent, onReturn, onFailure, send, signal } = options;
  const shoppers = new Map<string, ShopperScript>();
  const visits = new Set<Promise<void>>();

  async function follow(shopper: ShopperScript, steps: readonly ShopperStep[]): Promise<void> {
    for (const step of steps) {
      await sleep(step.afterMs, undefined, { signal });
      await send(shopper, step);
    }
  }

  function begin(following: Promise<void>): void {
    const visit = following.catch((error: unknown) => {
      if (!signal.aborted) onFailure(error);
    });
    visits.add(visit);
    void visit.then(() => visits.delete(visit));
  }

  async function arrivals(): Promise<void> {
    for (let index = 0; !signal.aborted; index += 1) {
      const shopper = script(index);
      shoppers.set(shopper.anonymousId, shopper);
      begin(follow(shopper, shopper.steps).then(() => onSilent(shopper)));
      // Aborting ends the pause; the loop's condition ends the loop.
      await sleep(gapMs(index), undefined, { signal }).catch(() => {});
    }
    await Promise.all(visits);
  }

  return {
    alerted(anonymousId) {
      const shopper = shoppers.get(anonymousId);
      if (shopper === undefined || shopper.afterAlert.length === 0) return;
      onReturn(shopper);
      begin(follow(shopper, shopper.afterAlert));
    },
    find: (anonymousId) => shoppers.get(anonymousId),
    size: () => shoppers.size,
    ended: arrivals(),
  };
}
