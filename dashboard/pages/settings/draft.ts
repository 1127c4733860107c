import type { Settings, SettingsPatch } from "../../../protocol/settings.ts";

const STAGES = ["browse", "cart", "checkout", "payment"] as const;

/** The settings that the form shows, as the texts that stand in it. */
export interface Draft {
  browse: string;
  cart: string;
  checkout: string;
  payment: string;
  ladder: string;
  idlePolicy: Settings["idle_policy"];
  minimum: string;
  coolOff: string;
  quietFrom: string;
  quietTo: string;
  holdout: string;
  attribution: string;
  expire: string;
  returnUrl: string;
  internal: string;
  hosts: string;
  origins: string;
  traits: string;
  coupons: string;
  mixedSessions: Settings["mixed_session_policy"];
  identity: Settings["identity_verification"];
  trustPurchases: boolean;
  keepEvents: string;
  keepOneView: string;
  timeZone: string;
  currency: string;
  threshold: string;
  shadow: boolean;
}

/** What the form begins with. */
export function toDraft(settings: Settings): Draft {
  const cutoff = (stage: (typeof STAGES)[number]) => String(settings.cutoff_minutes[stage] ?? "");
  return {
    browse: cutoff("browse"),
    cart: cutoff("cart"),
    checkout: cutoff("checkout"),
    payment: cutoff("payment"),
    ladder: settings.ladder_minutes.join(", "),
    idlePolicy: settings.idle_policy,
    minimum: String(settings.minimum_value),
    coolOff: String(settings.cool_off_minutes),
    quietFrom: settings.quiet_hours?.from ?? "",
    quietTo: settings.quiet_hours?.to ?? "",
    holdout: String(settings.holdout_percent),
    attribution: String(settings.attribution_window_days),
    expire: String(settings.expire_days),
    returnUrl: settings.return_url ?? "",
    internal: settings.internal_users.join("\n"),
    hosts: settings.store_hosts.join("\n"),
    origins: settings.allowed_origins.join("\n"),
    traits: settings.payload_traits.join("\n"),
    coupons: settings.recovery_coupons.join("\n"),
    mixedSessions: settings.mixed_session_policy,
    identity: settings.identity_verification,
    trustPurchases: settings.trust_browser_purchases,
    keepEvents: String(settings.retention_days.events),
    keepOneView: String(settings.retention_days.one_view),
    timeZone: settings.time_zone,
    currency: settings.currency,
    threshold: String(settings.activity_threshold),
    shadow: settings.shadow,
  };
}

/** The change that a draft means. What is no number becomes NaN, JSON's null, which the collector refuses by name. */
export function toPatch(draft: Draft): SettingsPatch {
  const { quietFrom, quietTo } = draft;
  return {
    cutoff_minutes: {
      browse: optional(draft.browse),
      cart: optional(draft.cart),
      checkout: optional(draft.checkout),
      payment: optional(draft.payment),
    },
    ladder_minutes: partsOf(draft.ladder, /[,;\s]+/).map(Number),
    idle_policy: draft.idlePolicy,
    minimum_value: Number(draft.minimum),
    cool_off_minutes: Number(draft.coolOff),
    quiet_hours: quietFrom === "" && quietTo === "" ? null : { from: quietFrom, to: quietTo },
    holdout_percent: Number(draft.holdout),
    attribution_window_days: Number(draft.attribution),
    expire_days: Number(draft.expire),
    return_url: draft.returnUrl === "" ? null : draft.returnUrl,
    internal_users: partsOf(draft.internal, /\n/),
    store_hosts: partsOf(draft.hosts, /\n/),
    allowed_origins: partsOf(draft.origins, /\n/),
    payload_traits: partsOf(draft.traits, /\n/),
    recovery_coupons: partsOf(draft.coupons, /\n/),
    mixed_session_policy: draft.mixedSessions,
    identity_verification: draft.identity,
    trust_browser_purchases: draft.trustPurchases,
    retention_days: { events: Number(draft.keepEvents), one_view: Number(draft.keepOneView) },
    time_zone: draft.timeZone.trim(),
    currency: draft.currency.trim().toUpperCase(),
    activity_threshold: Number(draft.threshold),
    shadow: draft.shadow,
  };
}

/** What of a patch differs from the settings: what is fixed once there are events is not sent unless it was changed. */
export function changesOf(patch: SettingsPatch, settings: Settings): SettingsPatch {
  const now = settings as unknown as Record<string, unknown>;
  const changed = Object.entries(patch).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(now[name]));
  return Object.fromEntries(changed);
}

function optional(text: string): number | null {
  return text.trim() === "" ? null : Number(text);
}

function partsOf(text: string, separator: RegExp): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== "");
}
