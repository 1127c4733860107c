import { PRICE_LIMIT_MAJOR, QUANTITY_LIMIT } from "../../protocol/limits.ts";
import { toMinor } from "../money.ts";
import { type Judgement, refuse } from "./refusal.ts";

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/** A unit price in minor units; null when none is stated. Refused: no decimal, negative, too large. */
export function readPrice(judgement: Judgement, value: unknown, field: string, currency: string): number | null {
  if (isAbsent(value)) return null;
  const stated = decimal(value);
  const minor = stated === null || stated >= PRICE_LIMIT_MAJOR ? null : minorOf(value, currency);
  return minor ?? refuse(judgement, "invalid_price", `${field} must be a decimal number from 0 to below 1000000000`);
}

/** A value in minor units; null when none is stated. Refused: no decimal, negative, too large to count exactly. */
export function readValue(judgement: Judgement, value: unknown, field: string, currency: string): number | null {
  if (isAbsent(value)) return null;
  const minor = decimal(value) === null ? null : minorOf(value, currency);
  return (
    minor ?? refuse(judgement, "invalid_value", `${field} must be a decimal number from 0 to below 2^53 minor units`)
  );
}

/** A quantity; null when none is stated. Refused: no decimal, negative, too large. */
export function readQuantity(judgement: Judgement, value: unknown, field: string): number | null {
  if (isAbsent(value)) return null;
  const stated = decimal(value);
  if (stated !== null && stated < QUANTITY_LIMIT) return stated;
  return refuse(judgement, "invalid_quantity", `${field} must be a number from 0 to below 1000000`);
}

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "string" && value.trim() === "");
}

/** The number that is stated, text included; null for what is none or below 0. */
function decimal(value: unknown): number | null {
  if (typeof value !== "number" && (typeof value !== "string" || !DECIMAL.test(value.trim()))) return null;
  const number = Number(value);
  // Adding 0 turns -0 into 0.
  return number >= 0 && Number.isFinite(number) ? number + 0 : null;
}

function minorOf(value: unknown, currency: string): number | null {
  return toMinor(value as number | string, currency);
}
