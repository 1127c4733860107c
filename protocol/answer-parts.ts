import * as z from "zod/mini";

/** A time in an answer: RFC 3339 in UTC, with milliseconds. */
export const answerTime = z.iso.datetime();
/** A day of the store's calendar in an answer, such as 2026-11-20. */
export const answerDate = z.iso.date();
/** How many; never negative. */
export const answerCount = z.int().check(z.gte(0));
/** Sums of money by currency, each in its own minor units; never added together. */
export const moneyByCurrency = z.record(z.string(), z.number());

/** Sums of money by currency, in minor units. */
export type MoneyByCurrency = z.infer<typeof moneyByCurrency>;

/** What every answer of the metrics carries besides its figures. */
export const metricMarks = {
  /** When the question was answered: everything before it counts. */
  as_of: answerTime,
  /** Present when a shard did not answer: what it holds is then missing. */
  partial: z.exactOptional(z.literal(true)),
};
