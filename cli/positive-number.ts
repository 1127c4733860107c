import { CommandError } from "./command-error.ts";

/** Reads an option that must be a number above 0. Throws {@link CommandError} naming the option. */
export function positiveNumber(option: string, text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (Number.isFinite(value) && value > 0) return value;
  throw new CommandError(`--${option} must be a number above 0, not "${text}".`);
}
