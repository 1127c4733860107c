import { randomBytes } from "node:crypto";

const KEY_BYTES = 20;

/** An entry of CARTBEAT_STORES with fresh keys. */
export function newStore(store: string): { store: string; write_key: string; secret_key: string } {
  return { store, write_key: `wk_${store}_${random()}`, secret_key: `sk_${store}_${random()}` };
}

/** A fresh CARTBEAT_ADMIN_KEY. */
export function newAdminKey(): string {
  return `ak_${random()}`;
}

function random(): string {
  return randomBytes(KEY_BYTES).toString("hex");
}
