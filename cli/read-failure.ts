import { CommandError } from "./command-error.ts";

/** A failure to read a file as a {@link CommandError} that a person can act on; what is none of these comes back. */
export function readFailure(path: string, error: unknown): unknown {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT") return new CommandError(`There is no file ${path}.`);
  if (code === "EISDIR") return new CommandError(`${path} is a directory.`);
  if (code === "EACCES") return new CommandError(`${path} cannot be read: no permission.`);
  if (code.startsWith("Z_")) return new CommandError(`${path} is not a complete gzip file.`);
  if (code.startsWith("CSV_")) return new CommandError(`${path} is not readable as CSV (${code}).`);
  return error;
}
