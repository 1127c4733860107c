import { complain } from "./complain.ts";

/**
 * Runs `action` and answers what it returns, or undefined if it throws. Every call that the page, the browser or the
 * shop's data can make fail goes through here: an error of the SDK never reaches the page.
 */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    return complain(error);
  }
}
