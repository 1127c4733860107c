import { type Judgement, refuse } from "./refusal.ts";

const CODE = /^[A-Za-z]{3}$/;

/** An ISO 4217 code in capitals; the fallback when none is stated. Anything else is refused. */
export function readCurrency(judgement: Judgement, value: unknown, field: string, fallback: string): string {
  if (value === undefined || value === null || value === "") return fallback;
  if (typeof value === "string" && CODE.test(value.trim())) return value.trim().toUpperCase();
  refuse(judgement, "invalid_currency", `${field} must be an ISO 4217 code such as USD`);
  return fallback;
}
