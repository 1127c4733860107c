import { CommandError } from "./command-error.ts";

/** Reads an option that must be one of a few words. Throws {@link CommandError} naming the option and the words. */
export function oneOf<Word extends string>(option: string, text: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === text);
  if (word !== undefined) return word;
  throw new CommandError(`--${option} must be one of ${words.join(", ")}, not "${text}".`);
}
