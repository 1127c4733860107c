import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";

/** Operations with the pattern of their paths; those without a parameter first, as the router prefers them. */
const patterns = operations
  .map((operation) => ({ operation, pattern: new RegExp(`^${operation.path.replaceAll(/:\w+/g, "[^/]+")}$`) }))
  .toSorted((a, b) => a.operation.path.split(":").length - b.operation.path.split(":").length);

/** The operation that a request asks for; null where the description has none: static files, other methods. */
export function findOperation(method: string, path: string): Operation | null {
  const found = patterns.find(
    ({ operation, pattern }) => operation.method === method.toLowerCase() && pattern.test(path),
  );
  return found?.operation ?? null;
}
