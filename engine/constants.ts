const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** One day in milliseconds, for durations; days of a calendar belong to the store's time zone. */
export const DAY_MS = 24 * HOUR_MS;

/** The engine's own times. They are parameters so that contract tests can run in seconds. */
export interface EngineConstants {
  /** How far back an event may lie when it is received; also how long raw events are kept for refolding. */
  lateWindowMs: number;
  /** How far ahead of the collector's clock an event may lie; it then counts as received now. */
  aheadToleranceMs: number;
  /** A client clock that is wrong by more than this is corrected. */
  clockToleranceMs: number;
  /** What is evaluated later than this past its due time is `late`, and waits this long for more events. */
  lateGraceMs: number;
  /** A gap of this length ends a session that has no id. */
  sessionGapMs: number;
  /** In quiet hours, steps are spread over this time after their end. */
  quietSpreadMs: number;
}

/** The constants of the service. */
export const ENGINE_CONSTANTS: EngineConstants = {
  lateWindowMs: 72 * HOUR_MS,
  aheadToleranceMs: 5 * MINUTE_MS,
  clockToleranceMs: 60 * SECOND_MS,
  lateGraceMs: 60 * SECOND_MS,
  sessionGapMs: 30 * MINUTE_MS,
  quietSpreadMs: 10 * MINUTE_MS,
};
