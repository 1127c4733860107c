/**
 * The numbered steps of a schema: the first is number 1. Append only; what has been released is never edited, because
 * objects that already ran it would never see the change. A `CREATE TABLE` is best written exactly so, and alone in
 * its step: then it costs no record (see {@link migrate}).
 */
export type Migrations = readonly string[];

interface SchemaRow extends Record<string, SqlStorageValue> {
  name: string;
  sql: string;
}

interface RecordRow extends Record<string, SqlStorageValue> {
  applied: string;
}

const RECORD = "applied_migrations";
/**
 * In the order of creation, without what SQLite, the platform (`_cf_…`) and `wrangler dev` (`__miniflare_do_name`,
 * written after the constructor has run) keep for themselves.
 */
const SELECT_SCHEMA = `SELECT name, sql FROM sqlite_master
  WHERE sql IS NOT NULL AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
  ORDER BY rowid`;
const SELECT_RECORD = `SELECT applied FROM ${RECORD}`;
const DROP_RECORD = `DROP VIEW ${RECORD}`;

/**
 * Brings an object's schema up to date. Call it synchronously in the constructor; when nothing is new it only reads.
 * `upTo` stops at that number, for tests of older schemas.
 *
 * What was applied is recorded as cheaply as can be, since there are millions of objects. SQLite keeps the text of
 * each `CREATE`: while that text is the steps' own, it is the record. From the first step that leaves no such trace on,
 * a view holds fingerprints: a table would take a page of 4 KB in each object, and `PRAGMA user_version` is refused.
 *
 * Steps beyond the known ones are left alone: newer code applied them, and older code may answer beside it for minutes
 * after a deploy.
 * @throws when a step that was already applied reads differently now.
 */
export function migrate(sql: SqlStorage, migrations: Migrations, upTo = migrations.length): void {
  const schema = sql.exec<SchemaRow>(SELECT_SCHEMA).toArray();
  const hasRecord = schema.some(({ name }) => name === RECORD);
  const wanted = migrations.map(fingerprint);
  const applied = hasRecord ? readRecord(sql) : schema.map((row) => fingerprint(row.sql));
  applied.forEach((print, index) => {
    if (index < wanted.length && wanted[index] !== print)
      throw new Error(`Migration ${index + 1} was applied in another form`);
  });
  if (applied.length >= upTo) return;
  for (const step of migrations.slice(applied.length, upTo)) sql.exec(step);
  if (hasRecord) sql.exec(DROP_RECORD);
  if (hasRecord || !leftTheirText(sql, wanted.slice(0, upTo))) sql.exec(createRecord(wanted.slice(0, upTo)));
}

function leftTheirText(sql: SqlStorage, wanted: string[]): boolean {
  const schema = sql.exec<SchemaRow>(SELECT_SCHEMA).toArray();
  return schema.length === wanted.length && schema.every((row, index) => fingerprint(row.sql) === wanted[index]);
}

function readRecord(sql: SqlStorage): string[] {
  return sql.exec<RecordRow>(SELECT_RECORD).one().applied.split(",");
}

/** A view takes no parameters; fingerprints are hexadecimal and safe to write. */
function createRecord(fingerprints: string[]): string {
  return `CREATE VIEW ${RECORD} AS SELECT '${fingerprints.join(",")}' AS applied`;
}

/** FNV-1a, 32 bits: enough to notice an edit, and synchronous, which the platform's digests are not. */
function fingerprint(step: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < step.length; index += 1) {
    hash = Math.imul(hash ^ step.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
