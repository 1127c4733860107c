import * as z from "zod/mini";

const minutes = z.number().check(z.gte(0), z.lte(525_600));
const stageCutoff = z.nullable(minutes);
const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 22:00"));
const strings = z.array(z.string().check(z.maxLength(256))).check(z.maxLength(200));
const timeZone = z.string().check(z.refine(isTimeZone, "must be an IANA time zone such as Europe/Paris"));
const currency = z.string().check(z.regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as USD"));

/** A store's settings as they travel: GET and PATCH /v1/settings, and `--settings FILE`. */
export const settingsSchema = z.strictObject({
  time_zone: timeZone,
  currency,
  /** Minutes of idleness after which each stage is abandoned; null switches a stage off. Fractions allowed. */
  cutoff_minutes: z.strictObject({
    browse: stageCutoff,
    cart: stageCutoff,
    checkout: stageCutoff,
    payment: stageCutoff,
  }),
  /** Minutes of idleness for step 2, 3, … */
  ladder_minutes: z.array(minutes).check(z.maxLength(10)),
  idle_policy: z.enum(["any_activity", "cart_activity"]),
  /** In major units of `currency`. */
  minimum_value: z.number().check(z.gte(0)),
  cool_off_minutes: minutes,
  quiet_hours: z.nullable(z.strictObject({ from: timeOfDay, to: timeOfDay })),
  expire_days: z.number().check(z.gt(0), z.lte(365)),
  holdout_percent: z.number().check(z.gte(0), z.lte(100)),
  attribution_window_days: z.number().check(z.gte(0), z.lte(365)),
  internal_users: strings,
  mixed_session_policy: z.enum(["drop_user_events", "drop_session"]),
  activity_threshold: z.int().check(z.gte(1)),
  return_url: z.nullable(z.url()),
  retention_days: z.strictObject({
    events: z.number().check(z.gt(0)),
    one_view: z.number().check(z.gte(35)),
  }),
  trust_browser_purchases: z.boolean(),
  identity_verification: z.enum(["off", "flag", "enforce"]),
  store_hosts: strings,
  allowed_origins: strings,
  payload_traits: strings,
  recovery_coupons: strings,
  shadow: z.boolean(),
});

/** A store's settings, complete. */
export type Settings = z.infer<typeof settingsSchema>;

/** What PATCH /v1/settings takes: any part of the settings; `cutoff_minutes` and `retention_days` merge by field. */
export const settingsPatchSchema = z.partial(
  z.extend(settingsSchema, {
    cutoff_minutes: z.partial(settingsSchema.shape.cutoff_minutes),
    retention_days: z.partial(settingsSchema.shape.retention_days),
  }),
);

/** A change to a store's settings. */
export type SettingsPatch = z.infer<typeof settingsPatchSchema>;

/** What a new store begins with. */
export const DEFAULT_SETTINGS: Settings = {
  time_zone: "UTC",
  currency: "USD",
  cutoff_minutes: { browse: null, cart: 30, checkout: 30, payment: 30 },
  ladder_minutes: [],
  idle_policy: "any_activity",
  minimum_value: 0,
  cool_off_minutes: 0,
  quiet_hours: null,
  expire_days: 30,
  holdout_percent: 0,
  attribution_window_days: 7,
  internal_users: [],
  mixed_session_policy: "drop_user_events",
  activity_threshold: 1,
  return_url: null,
  retention_days: { events: 90, one_view: 35 },
  trust_browser_purchases: true,
  identity_verification: "flag",
  store_hosts: [],
  allowed_origins: [],
  payload_traits: [],
  recovery_coupons: [],
  shadow: false,
};

function isTimeZone(name: string): boolean {
  try {
    return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
