import type { ShopperKey } from "../../engine/event.ts";
import type { DirectoryRow } from "./directory.ts";

/** A shopper of the directory with its row. */
export interface DirectoryMember {
  shopper: ShopperKey;
  row: DirectoryRow;
}

/** Below 0 when `a` comes before `b`; 0 only for the same shopper. */
export type MemberOrder = (a: DirectoryMember, b: DirectoryMember) => number;

/** So many changes are kept apart, and sorted for each question; then they are merged into the rest. */
const MOST_RECENT = 64;

/**
 * The rows of a directory in an order, kept up to date: a list's first page costs what it shows, however many rows there
 * are. A row that was replaced stays in the lists, marked as stale, until so many are that they are merged.
 */
export class OrderedRows {
  readonly #belongs: (member: DirectoryMember) => boolean;
  readonly #order: MemberOrder;
  #sorted: DirectoryMember[];
  #recent: DirectoryMember[] = [];
  #changes = 0;

  constructor(
    rows: ReadonlyMap<ShopperKey, DirectoryRow>,
    { belongs, order }: { belongs: (member: DirectoryMember) => boolean; order: MemberOrder },
  ) {
    this.#belongs = belongs;
    this.#order = order;
    const members = Array.from(rows, ([shopper, row]): DirectoryMember => ({ shopper, row }));
    this.#sorted = members.filter(belongs).toSorted(order);
  }

  /** Takes note that a shopper has another row now, or none; the former one is marked as stale. */
  changed(shopper: ShopperKey, row: DirectoryRow | undefined): void {
    this.#changes += 1;
    if (row !== undefined && this.#belongs({ shopper, row })) this.#recent.push({ shopper, row });
    if (this.#changes > MOST_RECENT) this.#merge();
  }

  /** Everybody who belongs here, in order. The directory must not change meanwhile. */
  *members(): Generator<DirectoryMember> {
    const recent = this.#recent.filter(isCurrent).toSorted(this.#order);
    let next = 0;
    for (const member of this.#sorted) {
      if (member.row.stale) continue;
      for (; next < recent.length; next += 1) {
        const other = recent[next];
        if (other === undefined || this.#order(other, member) > 0) break;
        yield other;
      }
      yield member;
    }
    yield* recent.slice(next);
  }

  #merge(): void {
    this.#sorted = [...this.members()];
    this.#recent = [];
    this.#changes = 0;
  }
}

function isCurrent({ row }: DirectoryMember): boolean {
  return !row.stale;
}
