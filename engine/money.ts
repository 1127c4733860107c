// ISO 4217: the currencies whose minor unit is not the hundredth.
const EXPONENT: ReadonlyMap<string, number> = new Map([
  ...exponents(0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
  ...exponents(3, "BHD IQD JOD KWD LYD OMR TND"),
  ...exponents(4, "CLF UYW"),
]);
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,4}))?$/i;
const LONGEST_TEXT = 64;
/** Any number of this many digits is over 2^53. */
const TOO_MANY_DIGITS = 17;

/** How many decimal digits a currency's minor unit has: 2 for USD, 0 for VND, 3 for KWD. Unknown codes have 2. */
export function minorUnits(currency: string): number {
  return EXPONENT.get(currency) ?? 2;
}

/**
 * A decimal amount of major units (a number, or text such as "19.90") in minor units of a currency: computed on the
 * digits, so that 1.005 is not 1.00499…; halves are rounded away from zero. Null for what is no plain decimal number
 * (separators of thousands included, for "1,299" is read differently by different people) and for amounts that are no
 * safe integer of minor units.
 */
export function toMinor(amount: number | string, currency: string): number | null {
  const text = typeof amount === "number" ? String(amount) : amount.trim();
  if (text.length > LONGEST_TEXT) return null;
  const parts = DECIMAL.exec(text);
  if (parts === null) return null;
  const [, sign, whole = "", fraction = "", exponent = "0"] = parts;
  const written = whole + fraction;
  if (written === "") return null;
  const digits = written.replace(/^0+/, "");
  if (digits === "") return 0;
  const kept = digits.length - fraction.length + Number(exponent) + minorUnits(currency);
  if (kept > TOO_MANY_DIGITS) return null;
  if (kept < 0) return 0;
  const units = Number(digits.slice(0, kept).padEnd(kept, "0")) + (digits.charAt(kept) >= "5" ? 1 : 0);
  if (!Number.isSafeInteger(units)) return null;
  return sign === "-" && units > 0 ? -units : units;
}

function exponents(digits: number, currencies: string): [string, number][] {
  return currencies.split(" ").map((currency) => [currency, digits]);
}
