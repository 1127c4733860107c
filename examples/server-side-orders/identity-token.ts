import { createHmac } from "node:crypto";

/**
 * Proves to Cartbeat that this page's visitor is that user: render it into the page of whoever is signed in, and give it
 * to `cartbeat("identify", userId, traits, { token })`. The secret is of `POST /v1/keys {"kind": "identity"}` and stays
 * on the server.
 */
export function identityToken(identitySecret: string, store: string, userId: string): string {
  return createHmac("sha256", identitySecret).update(`${store}\n${userId}`).digest("base64url");
}
