import type { Stage } from "../protocol/outcome.ts";
import type { Settings } from "../protocol/settings.ts";
import { DAY_MS, ENGINE_CONSTANTS, type EngineConstants } from "./constants.ts";
import { minorUnits } from "./money.ts";

const MINUTE_MS = 60_000;

/** A store's settings as the engine computes with them: milliseconds and minor units. */
export interface Rules {
  cutoffMs: Record<Stage, number | null>;
  /** Idle time for step 2, 3, … */
  ladderMs: number[];
  idlePolicy: Settings["idle_policy"];
  currency: string;
  timeZone: string;
  /** In minor units of `currency`. */
  minimumMinor: number;
  coolOffMs: number;
  quietHours: Settings["quiet_hours"];
  expireMs: number;
  holdoutPercent: number;
  attributionWindowMs: number;
  recoveryCoupons: string[];
  /** Names of the traits that alerts pass on. */
  payloadTraits: string[];
  /** Patterns of the store's own people. */
  internalUsers: string[];
  /** Hosts to which addresses in payloads may lead. */
  storeHosts: string[];
  constants: EngineConstants;
}

/** Turns settings into rules. Fractions of minutes are kept to the millisecond. */
export function rulesOf(settings: Settings, constants: EngineConstants = ENGINE_CONSTANTS): Rules {
  const cutoff = settings.cutoff_minutes;
  return {
    cutoffMs: {
      browse: minutesToMs(cutoff.browse),
      cart: minutesToMs(cutoff.cart),
      checkout: minutesToMs(cutoff.checkout),
      payment: minutesToMs(cutoff.payment),
    },
    ladderMs: settings.ladder_minutes.map((minutes) => Math.round(minutes * MINUTE_MS)),
    idlePolicy: settings.idle_policy,
    currency: settings.currency,
    timeZone: settings.time_zone,
    minimumMinor: Math.round(settings.minimum_value * 10 ** minorUnits(settings.currency)),
    coolOffMs: Math.round(settings.cool_off_minutes * MINUTE_MS),
    quietHours: settings.quiet_hours,
    expireMs: Math.round(settings.expire_days * DAY_MS),
    holdoutPercent: settings.holdout_percent,
    attributionWindowMs: Math.round(settings.attribution_window_days * DAY_MS),
    recoveryCoupons: settings.recovery_coupons,
    payloadTraits: settings.payload_traits,
    internalUsers: settings.internal_users,
    storeHosts: settings.store_hosts,
    constants,
  };
}

function minutesToMs(minutes: number | null): number | null {
  return minutes === null ? null : Math.round(minutes * MINUTE_MS);
}
