/**
 * A new id of 20 letters and digits with about 100 bits of chance. `crypto.randomUUID` would need a secure context,
 * and a shop under development on plain http has none.
 */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(20)), (byte) => (byte % 36).toString(36)).join("");
}
