/**
 * The numbered steps of a schema: the first is number 1. Append only; what has been released is never edited, because
 * objects that already ran it would never see the change.
 */
export type Migrations = readonly string[];

interface AppliedRow extends Record<string, SqlStorageValue> {
  applied: string;
}

const HAS_RECORD = "SELECT 1 FROM sqlite_master WHERE type = 'view' AND name = 'applied_migrations'";
const READ_RECORD = "SELECT applied FROM applied_migrations";
const DROP_RECORD = "DROP VIEW applied_migrations";

/**
 * Brings an object's schema up to date. Call it synchronously in the constructor; when nothing is new it only reads.
 * `upTo` stops at that number, for tests of older schemas.
 * @throws when a step that was already applied reads differently now, or is gone.
 */
export function migrate(sql: SqlStorage, migrations: Migrations, upTo = migrations.length): void {
  const applied = appliedFingerprints(sql);
  const wanted = migrations.map(fingerprint);
  applied.forEach((print, index) => {
    if (wanted[index] !== print) throw new Error(`Migration ${index + 1} was applied in another form`);
  });
  if (applied.length >= upTo) return;
  for (const step of migrations.slice(applied.length, upTo)) sql.exec(step);
  if (applied.length > 0) sql.exec(DROP_RECORD);
  sql.exec(createRecord(wanted.slice(0, upTo)));
}

function appliedFingerprints(sql: SqlStorage): string[] {
  if (sql.exec(HAS_RECORD).toArray().length === 0) return [];
  return sql.exec<AppliedRow>(READ_RECORD).one().applied.split(",");
}

/**
 * The record is a view and not a table: a table would take a page of 4 KB in each of millions of objects, and
 * `PRAGMA user_version` is refused. A view takes parameters nowhere, but fingerprints are hexadecimal and safe to write.
 */
function createRecord(fingerprints: string[]): string {
  return `CREATE VIEW applied_migrations AS SELECT '${fingerprints.join(",")}' AS applied`;
}

/** FNV-1a, 32 bits: enough to notice an edit, and synchronous, which the platform's digests are not. */
function fingerprint(step: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < step.length; index += 1) {
    hash = Math.imul(hash ^ step.charCodeAt(index), 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, "0");
}
