import * as z from "zod/mini";

const minutes = z.number().check(z.gte(0), z.lte(525_600));
const stageCutoff = z.nullable(minutes);
const timeOfDay = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time such as 22:00"));
const strings = z.array(z.string().check(z.maxLength(256))).check(z.maxLength(200));
const timeZone = z.string().check(z.refine(isTimeZone, "must be an IANA time zone such as Europe/Paris"));
const currency = z.string().check(z.regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as USD"));

/** A store's settings as they travel: GET and PATCH /v1/settings, and `--settings FILE`. */
export const settingsSchema = z.strictObject({
  /** IANA zone of days and quiet hours; fixed once there are events. @example "Europe/Paris" */
  time_zone: timeZone,
  /** ISO 4217, of the store; fixed once there are events. @example "EUR" */
  currency,
  /** Minutes of idleness after which each stage is abandoned; null switches a stage off. Fractions allowed. */
  cutoff_minutes: z.strictObject({
    /** Items were viewed, nothing is in a cart. In minutes. @example 60 */
    browse: stageCutoff,
    /** Something is in the cart. In minutes. @example 30 */
    cart: stageCutoff,
    /** The checkout has begun. In minutes. @example 30 */
    checkout: stageCutoff,
    /** A way of paying was chosen, or paying failed. In minutes. @example 15 */
    payment: stageCutoff,
  }),
  /** Minutes of idleness for step 2, 3, … @example [1440, 4320] */
  ladder_minutes: z.array(minutes).check(z.maxLength(10)),
  /** What keeps a cart alive: any event, or only what is done with carts and checkouts. */
  idle_policy: z.enum(["any_activity", "cart_activity"]),
  /** Carts below it are left in peace; in major units of `currency`. @example 20 */
  minimum_value: z.number().check(z.gte(0)),
  /** Least time between two alerts to one shopper, in minutes. @example 1440 */
  cool_off_minutes: minutes,
  /** Alerts wait until their end; null: there are none. */
  quiet_hours: z.nullable(
    z.strictObject({
      /** When they begin, in `time_zone`: hours and minutes. @example "22:00" */
      from: timeOfDay,
      /** When they end. @example "07:00" */
      to: timeOfDay,
    }),
  ),
  /** After so many days an alerted cart is given up. @example 30 */
  expire_days: z.number().check(z.gt(0), z.lte(365)),
  /** Share of shoppers who are computed and not alerted, for comparison, in percent. @example 10 */
  holdout_percent: z.number().check(z.gte(0), z.lte(100)),
  /** An order within so many days counts as recovered by the alert. @example 7 */
  attribution_window_days: z.number().check(z.gte(0), z.lte(365)),
  /**
   * Patterns with `*` for the store's own people, on user id, anonymous id and e-mail: never counted.
   * @example ["*@acme.example"]
   */
  internal_users: strings,
  /** Of a session shared with internal users: leave out their events, or the whole. */
  mixed_session_policy: z.enum(["drop_user_events", "drop_session"]),
  /** Events that make a day active; fixed once there are events. @example 1 */
  activity_threshold: z.int().check(z.gte(1)),
  /** Where restore links lead: a page of the shop; null: there are no links. @example "https://shop.example/cart" */
  return_url: z.nullable(z.url()),
  /** How long things are kept. */
  retention_days: z.strictObject({
    /** The event log, in days. @example 90 */
    events: z.number().check(z.gt(0)),
    /** Visitors who only looked, on one day, in days: at least 35. @example 35 */
    one_view: z.number().check(z.gte(35)),
  }),
  /** False: what only the browser says was bought is unconfirmed revenue. */
  trust_browser_purchases: z.boolean(),
  /** User ids without the shop's token: taken, marked, or disbelieved. */
  identity_verification: z.enum(["off", "flag", "enforce"]),
  /** Hosts to which addresses in payloads may lead. @example ["shop.example"] */
  store_hosts: strings,
  /** Origins that may send with the write key; empty: any. @example ["https://shop.example"] */
  allowed_origins: strings,
  /** Names of traits that alerts pass on. @example ["email"] */
  payload_traits: strings,
  /** Coupons of reminders: an order with one counts as recovered by it. @example ["COMEBACK10"] */
  recovery_coupons: strings,
  /** True: compute everything, send nothing. */
  shadow: z.boolean(),
});

/** A store's settings, complete. */
export type Settings = z.infer<typeof settingsSchema>;

/** What PATCH /v1/settings takes: any part of the settings; `cutoff_minutes` and `retention_days` merge by field. */
export const settingsPatchSchema = z.partial(
  z.extend(settingsSchema, {
    /** Those of the stages that change. */
    cutoff_minutes: z.partial(settingsSchema.shape.cutoff_minutes),
    /** Those that change. */
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
