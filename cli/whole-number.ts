import { CommandError } from "./command-error.ts";

/** Reads an option that must be a whole number within bounds. Throws {@link CommandError} naming the option. */
export function wholeNumber(option: string, text: string, [least, most]: readonly [number, number]): number {
  const value = /^\d+$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  throw new CommandError(`--${option} must be a whole number from ${least} to ${most}, not "${text}".`);
}
