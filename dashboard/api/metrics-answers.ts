/** Money by currency, in minor units. */
export type MoneyByCurrency = Record<string, number>;

/** One arm of the hold-out comparison. */
export interface Arm {
  carts: number;
  bought: number;
  rate: number;
}

/** What GET /v1/metrics/abandonment answers. */
export interface AbandonmentAnswer {
  start: string;
  end: string;
  abandoned: number;
  by_stage: Record<string, number>;
  alerts: number;
  recovered: number;
  recovered_by: Record<string, number>;
  retracted: number;
  superseded: number;
  cancelled: number;
  expired: number;
  reversed: number;
  recovery_rate: number;
  value_abandoned_minor: MoneyByCurrency;
  value_lost_minor: MoneyByCurrency;
  value_recovered_minor: MoneyByCurrency;
  value_attributed_minor: MoneyByCurrency;
  hold_out: {
    held_out: number;
    treated: Arm;
    control: Arm;
    incremental_rate: number | null;
    incremental_recoveries: number | null;
  };
  alert_delay_ms: { p50: number | null; p99: number | null; within_percent: number };
  as_of: string;
  partial?: true;
}

/** What GET /v1/metrics/timeseries answers. */
export interface TimeseriesAnswer {
  metric: string;
  interval: string;
  currency?: string;
  data: { time: string; value: number }[];
  as_of: string;
  partial?: true;
}

/** What GET /v1/metrics/funnel answers. */
export interface FunnelAnswer {
  data: { step: string; users: number }[];
  as_of: string;
  partial?: true;
}

/** What the three routes of items answer when they are asked for a list; the count is under the name of the measure. */
export interface ItemsAnswer {
  data: ({ item_id: string } & Record<string, string | number>)[];
  currency?: string;
  window: string;
  as_of: string;
  partial?: true;
}

/** What GET /v1/statistics answers. Money in major units of the store's currency. */
export interface StatisticsAnswer {
  total_events: number;
  by_event_type: Record<string, number>;
  by_source: Record<string, number>;
  by_device: Record<string, number>;
  unique_customers: number;
  unique_sessions: number;
  add_remove_ratio: number;
  top_products_added: {
    product_id: string;
    product_name: string | null;
    add_count: number;
    total_value: number;
  }[];
  as_of: string;
  partial?: true;
}

/** What GET /v1/metrics/active_users answers. */
export interface ActiveUsersAnswer {
  data: { date: string; dau: number; wau: number; mau: number; stickiness: number }[];
  as_of: string;
  partial?: true;
}

/** What GET /v1/metrics/engagement answers. */
export interface EngagementAnswer {
  date: string;
  distribution: Record<string, number>;
  tiers: Record<string, number>;
  total: number;
  as_of: string;
  partial?: true;
}

/** A shopper's habits, as GET /v1/metrics/churn and POST /v1/metrics/cohort show them. */
export interface ProfileAnswer {
  shopper: string;
  tier: string;
  active_days_30: number;
  days_since_last_active: number;
  trend: "increasing" | "declining" | "stable";
  risk: number;
}

/** What GET /v1/metrics/churn answers. */
export interface ChurnAnswer {
  data: (ProfileAnswer & { identity: "known" | "anonymous"; last_active_date: string })[];
  next_cursor: string | null;
  as_of: string;
  partial?: true;
}

/** What POST /v1/metrics/cohort answers. */
export interface CohortAnswer {
  data: { date: string; active: number; base: number; stickiness: number }[];
  tiers: Record<string, number>;
  average_churn_risk: number;
  total: number;
  known: number;
}
