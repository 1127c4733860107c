import type { Directory } from "./directory.ts";

interface ShardRow extends Record<string, SqlStorageValue> {
  /** The number of shards that the store had when this one was created. */
  shards: number;
  /** JSON list of [incarnation, sequence, until]. */
  retired: string;
}

const SELECT = "SELECT shards, retired FROM shard";
const UPSERT = `
  INSERT INTO shard (id, shards, retired) VALUES (1, ?, ?)
  ON CONFLICT DO UPDATE SET shards = excluded.shards, retired = excluded.retired`;

/** Reads what the shard knows of itself into the directory; nothing before its first delta. */
export function readShardRow(sql: SqlStorage, directory: Directory): void {
  const [row] = sql.exec<ShardRow>(SELECT).toArray();
  if (row === undefined) return;
  directory.shards = row.shards;
  for (const [incarnation, sequence, until] of JSON.parse(row.retired) as [string, number, number][]) {
    directory.retired.set(incarnation, { sequence, until });
  }
}

/** Writes what the shard knows of itself; nothing before something has reached it. */
export function writeShardRow(sql: SqlStorage, { shards, retired }: Directory): void {
  if (shards === null) return;
  const marks = [...retired].map(([incarnation, { sequence, until }]) => [incarnation, sequence, until]);
  sql.exec(UPSERT, shards, JSON.stringify(marks));
}
