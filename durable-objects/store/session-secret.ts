interface Row extends Record<string, SqlStorageValue> {
  secret: string;
}

const SELECT = "SELECT secret FROM session_secret WHERE id = 1";
const INSERT = "INSERT INTO session_secret (id, secret) VALUES (1, lower(hex(randomblob(32)))) RETURNING secret";

/** The store's own secret, with which dashboard sessions are signed. It is drawn when it is first asked for. */
export function sessionSecret(sql: SqlStorage): string {
  const stored = sql.exec<Row>(SELECT).toArray()[0];
  return (stored ?? sql.exec<Row>(INSERT).one()).secret;
}
