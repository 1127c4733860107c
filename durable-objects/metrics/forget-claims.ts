import { readLine } from "./read-records.ts";
import type { ShardState } from "./shard-state.ts";
import { lineOf, orderOfLine } from "./stored-record.ts";

/**
 * Takes an erased shopper's name out of the records of orders. Its claims were taken back before, so nothing that is
 * counted changes; an order without any name left is forgotten. The next checkpoint writes it.
 */
export function forgetClaims(
  { sql, directory }: Pick<ShardState, "sql" | "directory">,
  shopper: string,
  orders: readonly string[],
): void {
  for (const order of orders) {
    const key = `o:${order}`;
    const line = directory.claims.has(key) ? readLine(sql, directory, key) : null;
    if (line === null) continue;
    const { [shopper]: _, ...others } = orderOfLine(line);
    const page = directory.unsettled.get(key)?.page ?? directory.claims.get(key) ?? 0;
    const isEmpty = Object.keys(others).length === 0;
    if (isEmpty) directory.claims.delete(key);
    directory.unsettled.set(key, { page, line: isEmpty ? null : lineOf(key, others) });
  }
}
