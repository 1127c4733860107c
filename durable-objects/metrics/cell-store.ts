import type { AddCell, CellKind } from "../../engine/contribution/cell.ts";
import { SeriesCells } from "./series-cells.ts";

interface CellRow extends Record<string, SqlStorageValue> {
  id: number;
  /** JSON: key, count, key, count … */
  body: string;
}

const SELECT = "SELECT id, body FROM cell WHERE id = ?";
const SELECT_IDS = "SELECT id FROM cell WHERE id BETWEEN ? AND ? ORDER BY id";
const UPSERT = "INSERT INTO cell (id, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body";
const DELETE = "DELETE FROM cell WHERE id = ?";
const DELETE_ALL = "DELETE FROM cell";
const DELETE_RANGE = "DELETE FROM cell WHERE id BETWEEN ? AND ?";

/** Buckets of one kind have ids from `kind × KIND` on. */
const KIND = 2 ** 32;
/** Clean buckets that stay in memory. */
const CACHED = 512;

/** The cells of a shard: read bucket by bucket, changed in memory, written at a checkpoint. */
export class CellStore {
  readonly #sql: SqlStorage;
  readonly #buckets = new Map<number, Map<string, number>>();
  readonly #series = new Map<number, SeriesCells>();
  readonly #dirty = new Set<number>();
  readonly #versions = new Map<number, number>();
  #version = 0;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Adds to a cell. */
  readonly add: AddCell = (kind, bucket, key, count) => {
    if (count === 0) return;
    const id = kind * KIND + bucket;
    const cells = this.#load(id);
    const sum = (cells.get(key) ?? 0) + count;
    if (sum === 0) cells.delete(key);
    else cells.set(key, sum);
    this.#series.get(id)?.add(key, count);
    this.#dirty.add(id);
    this.#version += 1;
    this.#versions.set(id, this.#version);
  };

  /** The cells of a bucket that are not 0. Do not change them. */
  read(kind: CellKind, bucket: number): ReadonlyMap<string, number> {
    return this.#load(kind * KIND + bucket);
  }

  /** The cells of a bucket of series by series; see {@link SeriesCells} for the size of a block. */
  series(kind: CellKind, bucket: number, blockSlots: number): SeriesCells {
    const id = kind * KIND + bucket;
    const known = this.#series.get(id);
    if (known !== undefined) return known;
    const series = new SeriesCells(blockSlots, this.#load(id));
    this.#series.set(id, series);
    return series;
  }

  /** Another number after every change of the bucket. */
  version(kind: CellKind, bucket: number): number {
    return this.#versions.get(kind * KIND + bucket) ?? 0;
  }

  /** The buckets of a kind that hold anything, ascending. */
  buckets(kind: CellKind, from: number, to: number): number[] {
    const stored = this.#sql.exec<{ id: number }>(SELECT_IDS, kind * KIND + from, kind * KIND + to).toArray();
    const ids = new Set(stored.map(({ id }) => id));
    for (const id of this.#dirty) if (id >= kind * KIND + from && id <= kind * KIND + to) ids.add(id);
    return [...ids].map((id) => id - kind * KIND).toSorted((a, b) => a - b);
  }

  /** Writes what has changed. */
  save(): void {
    for (const id of this.#dirty) {
      const cells = this.#buckets.get(id);
      if (cells === undefined || cells.size === 0) this.#sql.exec(DELETE, id);
      else this.#sql.exec(UPSERT, id, JSON.stringify([...cells].flat()));
    }
    this.#dirty.clear();
    for (const id of this.#buckets.keys()) {
      if (this.#buckets.size <= CACHED) break;
      this.#buckets.delete(id);
      this.#series.delete(id);
    }
  }

  /** Gives up the buckets of a kind up to and with this one. */
  forget(kind: CellKind, upTo: number): void {
    this.#sql.exec(DELETE_RANGE, kind * KIND, kind * KIND + upTo);
    for (const id of this.#buckets.keys()) {
      if (id < kind * KIND || id > kind * KIND + upTo) continue;
      this.#buckets.delete(id);
      this.#series.delete(id);
      this.#dirty.delete(id);
    }
  }

  /** Gives up everything. Whoever remembers a version must forget it. */
  clear(): void {
    this.#sql.exec(DELETE_ALL);
    this.#buckets.clear();
    this.#series.clear();
    this.#dirty.clear();
  }

  #load(id: number): Map<string, number> {
    const known = this.#buckets.get(id);
    if (known !== undefined) return known;
    const [row] = this.#sql.exec<CellRow>(SELECT, id).toArray();
    const flat = row === undefined ? [] : (JSON.parse(row.body) as (string | number)[]);
    const cells = new Map<string, number>();
    for (let at = 0; at < flat.length; at += 2) cells.set(flat[at] as string, flat[at + 1] as number);
    this.#buckets.set(id, cells);
    return cells;
  }
}
