import type { Episode } from "../cart/cart.ts";
import type { Ledger } from "./ledger.ts";

/** The latest import of a shopper's history. Epoch milliseconds. */
export interface ImportMark {
  /** When it was taken in. */
  at: number;
  /** The newest event that it brought. */
  through: number;
}

/** What two imports amount to. */
export function mergeImportMarks(one: ImportMark | undefined, other: ImportMark | undefined): ImportMark | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { at: Math.max(one.at, other.at), through: Math.max(one.through, other.through) };
}

/**
 * True when an episode was past due when its history was imported: nobody is told of a cart that was left long before
 * the collector heard of it. What is younger than its cut-off at import is armed, and an episode that a later, live
 * event begins is like any other.
 */
export function wasPastDueAtImport({ imported }: Pick<Ledger, "imported">, episode: Episode): boolean {
  if (imported === undefined || episode.beganAt > imported.through) return false;
  return episode.steps.some(({ result, dueAt }) => result === "alert" && dueAt <= imported.at);
}
