import { DEFAULT_SETTINGS } from "../../protocol/settings.ts";
import { deleteExpired, expireIdentitySecrets, expireKeys, insertKey } from "./key-rows.ts";
import { sha256Hex } from "./sha256-hex.ts";
import { insertStoreRow } from "./store-row.ts";
import { API_KEY_KINDS } from "./store-config.ts";
import type { StoreSeed } from "./store-seed.ts";

/** Metrics shards of a new store. The number cannot change later: shoppers are spread over them by hash. */
const NEW_STORE_SHARDS = 16;

/** Creates the store from the operator's configuration: its first keys, as hashes, and default settings. */
export async function seedStore(storage: DurableObjectStorage, seed: StoreSeed, now: number): Promise<void> {
  const [writeHash, secretHash] = await Promise.all([sha256Hex(seed.write_key), sha256Hex(seed.secret_key)]);
  storage.transactionSync(() => {
    const { sql } = storage;
    insertStoreRow(
      sql,
      { name: seed.store, settings: DEFAULT_SETTINGS, salt: crypto.randomUUID(), shards: NEW_STORE_SHARDS },
      now,
    );
    insertKey(sql, { hash: writeHash, kind: "write" }, now);
    insertKey(sql, { hash: secretHash, kind: "secret" }, now);
  });
}

/** Gives a store that nobody has used other keys than those it was made with; these end at once. */
export async function reseedStore(storage: DurableObjectStorage, seed: StoreSeed, now: number): Promise<void> {
  const [writeHash, secretHash] = await Promise.all([sha256Hex(seed.write_key), sha256Hex(seed.secret_key)]);
  storage.transactionSync(() => {
    const { sql } = storage;
    for (const kind of API_KEY_KINDS) expireKeys(sql, kind, now);
    expireIdentitySecrets(sql, now);
    deleteExpired(sql, now);
    insertKey(sql, { hash: writeHash, kind: "write" }, now);
    insertKey(sql, { hash: secretHash, kind: "secret" }, now);
  });
}
