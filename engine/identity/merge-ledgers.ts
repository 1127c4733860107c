import { mergeImportMarks } from "../ledger/import-mark.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { mergeLinks } from "../restore/restore-link.ts";

/** What was sent about either of two shoppers who are one. Carts keep their ids and what was said of them. */
export function mergeLedgers(user: Ledger, other: Ledger): Ledger {
  const needs = [user.needsAddAfter, other.needsAddAfter].filter((at) => at !== null);
  const imported = mergeImportMarks(user.imported, other.imported);
  return {
    carts: [...user.carts, ...other.carts.filter((cart) => user.carts.every((own) => own.cartId !== cart.cartId))],
    grace: null,
    links: mergeLinks(user.links, other.links),
    needsAddAfter: needs.length === 0 ? null : Math.max(...needs),
    ...(imported === undefined ? {} : { imported }),
  };
}
