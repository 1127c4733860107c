/** The log's last row, to which the next commit is appended while it is small. */
export interface LogTail {
  id: number;
  chars: number;
}

interface LogRow extends Record<string, SqlStorageValue> {
  id: number;
  /** Lines of entries, joined by line feeds, in the order in which they were applied. */
  body: string;
}

/** A row is appended to while it stays below this: then a checkpoint deletes one row for some ten commits. */
const APPEND_BELOW_CHARS = 24 * 1024;
/** One commit fills at most this much of one row: three bytes a character are well below the limit of 2 MB. */
const MAX_ROW_CHARS = 256 * 1024;

const SELECT_ALL = "SELECT id, body FROM log ORDER BY id";
const INSERT = "INSERT INTO log (id, body) VALUES (?, ?)";
const APPEND = "UPDATE log SET body = body || ? WHERE id = ?";
const DELETE_ALL = "DELETE FROM log";

/** An empty log. */
const EMPTY_LOG: LogTail = { id: 0, chars: 0 };

/** Every line since the last checkpoint, oldest first, and the tail to go on from. */
export function readLog(sql: SqlStorage): { lines: string[]; tail: LogTail } {
  const lines: string[] = [];
  let tail = EMPTY_LOG;
  for (const { id, body } of sql.exec<LogRow>(SELECT_ALL)) {
    lines.push(...body.split("\n"));
    tail = { id, chars: body.length };
  }
  return { lines, tail };
}

/** Writes the lines of one commit: one row, unless they are more than one row may hold. Returns the new tail. */
export function appendLog(sql: SqlStorage, tail: LogTail, lines: readonly string[]): LogTail {
  let at = tail;
  for (const body of chunksOf(lines)) {
    if (at.chars > 0 && at.chars + body.length < APPEND_BELOW_CHARS) {
      sql.exec(APPEND, `\n${body}`, at.id);
      at = { id: at.id, chars: at.chars + 1 + body.length };
    } else {
      at = { id: at.id + 1, chars: body.length };
      sql.exec(INSERT, at.id, body);
    }
  }
  return at;
}

/** Empties the log, once its records are in pages. */
export function clearLog(sql: SqlStorage): LogTail {
  sql.exec(DELETE_ALL);
  return EMPTY_LOG;
}

function* chunksOf(lines: readonly string[]): Generator<string> {
  let chunk: string[] = [];
  let chars = 0;
  for (const line of lines) {
    if (chunk.length > 0 && chars + line.length > MAX_ROW_CHARS) {
      yield chunk.join("\n");
      chunk = [];
      chars = 0;
    }
    chunk.push(line);
    chars += line.length + 1;
  }
  if (chunk.length > 0) yield chunk.join("\n");
}
