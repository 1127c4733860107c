import type { ShopperKey } from "../../engine/event.ts";
import { type FunnelQuestion, addReach } from "../../engine/metrics/funnel-reach.ts";
import { type CartSort, cartOrder } from "./cart-order.ts";
import type { DirectoryRow } from "./directory.ts";
import { type DirectoryMember, OrderedRows } from "./ordered-rows.ts";

/** Funnels that are kept up to date: dashboards ask the same again and again. */
const FUNNELS = 8;

/** What questions about all shoppers are answered from without looking at all of them. It follows the directory. */
export class DirectoryViews {
  readonly #rows: ReadonlyMap<ShopperKey, DirectoryRow>;
  readonly #ordered = new Map<string, OrderedRows>();
  readonly #funnels = new Map<string, { question: FunnelQuestion; reached: number[] }>();
  #counted = 0;

  constructor(rows: ReadonlyMap<ShopperKey, DirectoryRow>) {
    this.#rows = rows;
  }

  /** How many shoppers are not excluded. */
  get counted(): number {
    return this.#counted;
  }

  /** Takes note that a shopper has another row now, or none. */
  changed(shopper: ShopperKey, before: DirectoryRow | undefined, after: DirectoryRow | undefined): void {
    this.#counted += counts(after) - counts(before);
    for (const ordered of this.#ordered.values()) ordered.changed(shopper, after);
    for (const { question, reached } of this.#funnels.values()) {
      addReachOf(reached, before, question, -1);
      addReachOf(reached, after, question, 1);
    }
  }

  /** Open carts in the order of a list; with `browse` the shoppers without one. */
  carts(browse: boolean, sort: CartSort, currency: string): OrderedRows {
    const order = cartOrder(sort, currency);
    return this.#orderedBy(`cart ${browse} ${sort} ${currency}`, {
      // Who has no name any more was never active, as far as lists go.
      belongs: ({ row }) => !row.excluded && row.lastActivityAt > 0 && (row.stage === "browse") === browse,
      order: (a, b) =>
        order({ shopper: a.shopper, ...positionOf(a.row) }, { shopper: b.shopper, ...positionOf(b.row) }),
    });
  }

  /** Who was ever active: whoever was active last comes first, of equals by key. */
  byLastActiveDay(): OrderedRows {
    return this.#orderedBy("day", {
      belongs: ({ row }) => !row.excluded && row.days.length > 0,
      order: (a, b) => (b.row.days.at(-1) ?? 0) - (a.row.days.at(-1) ?? 0) || byKey(a, b),
    });
  }

  /** Of whose carts something was told: the latest first. */
  byToldAt(): OrderedRows {
    return this.#orderedBy("told", {
      belongs: ({ row }) => !row.excluded && row.toldAt > 0,
      order: (a, b) => b.row.toldAt - a.row.toldAt || byKey(a, b),
    });
  }

  /** How many shoppers reach each step of a funnel. */
  funnel(question: FunnelQuestion): readonly number[] {
    const key = JSON.stringify([question.from, question.to, question.windowMs, question.mode]);
    const known = this.#funnels.get(key);
    this.#funnels.delete(key);
    const funnel = known ?? { question, reached: [0, 0, 0, 0] };
    if (known === undefined) for (const row of this.#rows.values()) addReachOf(funnel.reached, row, question, 1);
    this.#funnels.set(key, funnel);
    const oldest = this.#funnels.keys().next();
    if (this.#funnels.size > FUNNELS && oldest.done !== true) this.#funnels.delete(oldest.value);
    return funnel.reached;
  }

  #orderedBy(name: string, options: ConstructorParameters<typeof OrderedRows>[1]): OrderedRows {
    const known = this.#ordered.get(name);
    if (known !== undefined) return known;
    const ordered = new OrderedRows(this.#rows, options);
    this.#ordered.set(name, ordered);
    return ordered;
  }
}

function positionOf({ lastActivityAt, valueMinor, currency }: DirectoryRow) {
  return { lastActivityAt, valueMinor, currency };
}

function byKey(a: DirectoryMember, b: DirectoryMember): number {
  return a.shopper < b.shopper ? -1 : Number(a.shopper > b.shopper);
}

function counts(row: DirectoryRow | undefined): 0 | 1 {
  return row === undefined || row.excluded ? 0 : 1;
}

function addReachOf(reached: number[], row: DirectoryRow | undefined, question: FunnelQuestion, sign: 1 | -1): void {
  if (row === undefined || row.excluded || row.funnel.length === 0) return;
  const own = [0, 0, 0, 0];
  addReach(own, row.funnel, question);
  for (const [step, count] of own.entries()) reached[step] = (reached[step] ?? 0) + sign * count;
}
