import { minorUnits } from "../../engine/money.ts";

/** Money in major units, for the routes that always showed it so. */
export function toMajor(minor: number, currency: string): number {
  return minor / 10 ** minorUnits(currency);
}
