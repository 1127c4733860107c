/** A key as a client presents it: `wk_{store}_{random}`, or with `sk_` (secret) or `rk_` (read-only) in front. */
export interface PresentedKey {
  store: string;
  key: string;
}

const KEY_SHAPE = /^[wsr]k_(.+)_[^_]+$/;
const MAX_KEY_LENGTH = 256;

/** The key if it has the shape of one, with the store it names; null otherwise. Whether it is valid is not known yet. */
export function parseKey(value: unknown): PresentedKey | null {
  if (typeof value !== "string" || value.length > MAX_KEY_LENGTH) return null;
  const store = KEY_SHAPE.exec(value)?.[1];
  return store === undefined ? null : { store, key: value };
}

/** The key in an `Authorization` header: the Bearer token or the user name of Basic. Null when there is none. */
export function keyFromAuthorization(header: string | undefined): PresentedKey | null {
  if (header === undefined) return null;
  const separator = header.indexOf(" ");
  const scheme = header.slice(0, separator).toLowerCase();
  const credentials = header.slice(separator + 1).trim();
  if (scheme === "bearer") return parseKey(credentials);
  if (scheme === "basic") return parseKey(basicUser(credentials));
  return null;
}

function basicUser(credentials: string): string | null {
  try {
    return atob(credentials).split(":", 1)[0] ?? null;
  } catch {
    // Not base64: then it is no key either.
    return null;
  }
}
