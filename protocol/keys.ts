// The random part has no `_`, so a store's name may have some.
const KEY = /^(wk|sk)_([A-Za-z0-9][A-Za-z0-9_-]{0,63})_([A-Za-z0-9]{8,128})$/;

/** What a key says about itself. Whether the store knows it is another question. */
export interface KeyOrigin {
  store: string;
  kind: "write" | "secret";
}

/** The store and kind that a key names: `wk_{store}_{random}` or `sk_{store}_{random}`. Null for any other text. */
export function storeOfKey(key: string): KeyOrigin | null {
  const parts = KEY.exec(key);
  const store = parts?.[2];
  return store === undefined ? null : { store, kind: parts?.[1] === "sk" ? "secret" : "write" };
}
