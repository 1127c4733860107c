import * as z from "zod/mini";
import { storeOfKey } from "../../protocol/keys.ts";

const storesSchema = z.array(z.object({ store: z.string(), write_key: z.string(), secret_key: z.string() }));

const STORE_NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;
const ADMIN_KEY = /^ak_[A-Za-z0-9]{8,128}$/;
/** Characters of a key behind `wk_{store}_`: 20 of 62 are 119 bits. */
const MIN_RANDOM_CHARACTERS = 20;

/**
 * Looks at a list of stores before the collector starts with it: what is wrong, in sentences for the operator that
 * repeat no key. Empty when nothing is. `developmentKeys` allows the keys that everybody knows, `mayBeEmpty` no store at
 * all: they are created later.
 */
export function readStores(
  text: string,
  { developmentKeys, mayBeEmpty = false }: { developmentKeys: boolean; mayBeEmpty?: boolean },
): string[] {
  const parsed = storesSchema.safeParse(parsedJson(text));
  if (!parsed.success) {
    return ['The stores are not a JSON list of {"store", "write_key", "secret_key"}.'];
  }
  const stores = parsed.data;
  if (stores.length === 0 && !mayBeEmpty) {
    return ["There is no store: set CARTBEAT_STORES. `npm run serve -- --new-store NAME` makes an entry with keys."];
  }
  const names = stores.map(({ store }) => store);
  return [
    ...(new Set(names).size < names.length ? ["A store is listed twice."] : []),
    ...stores.flatMap((entry, index) => {
      const at = `Store ${index + 1}`;
      if (!STORE_NAME.test(entry.store)) return [`${at}: a name is of a-z, 0-9, - and _, at most 64.`];
      return [
        ...refusalsOfKey(entry.write_key, { at, store: entry.store, kind: "write", developmentKeys }),
        ...refusalsOfKey(entry.secret_key, { at, store: entry.store, kind: "secret", developmentKeys }),
      ];
    }),
  ];
}

/** What is wrong with the operator's admin key, in sentences that do not repeat it. */
export function refusalsOfAdminKey(key: string, { developmentKeys }: { developmentKeys: boolean }): string[] {
  if (!ADMIN_KEY.test(key)) return ["CARTBEAT_ADMIN_KEY is not ak_ and letters: `npm run serve -- --new-admin-key`."];
  if (developmentKeys) return [];
  if (key.includes("DEVELOPMENTONLY")) return ["CARTBEAT_ADMIN_KEY is the development key, which everybody knows."];
  return key.length - "ak_".length < MIN_RANDOM_CHARACTERS ? ["CARTBEAT_ADMIN_KEY is short enough to guess."] : [];
}

function refusalsOfKey(
  key: string,
  {
    at,
    store,
    kind,
    developmentKeys,
  }: { at: string; store: string; kind: "write" | "secret"; developmentKeys: boolean },
): string[] {
  const prefix = `${kind === "write" ? "wk" : "sk"}_${store}_`;
  const origin = storeOfKey(key);
  if (origin?.store !== store || origin.kind !== kind) return [`${at}: its ${kind} key is not ${prefix} and letters.`];
  if (developmentKeys) return [];
  if (key.includes("DEVELOPMENTONLY")) return [`${at}: its ${kind} key is the development key, which everybody knows.`];
  if (key.length - prefix.length < MIN_RANDOM_CHARACTERS) return [`${at}: its ${kind} key is short enough to guess.`];
  return [];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
