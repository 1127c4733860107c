import { attempt } from "./attempt.ts";

/** Strings by key. Never throws, whatever the browser's storage does. */
export interface KeyStore {
  /** The value, or null or undefined when there is none or it cannot be read. */
  get(key: string): string | null | undefined;
  /** True when the value is stored; false when storage is full, forbidden or absent. */
  set(key: string, value: string): boolean;
  delete(key: string): void;
  /** Every key of the origin, the page's own included. */
  keys(): string[];
}

/** A key store on localStorage; on nothing when `persist` is false, or where the browser forbids storage. */
export function openKeyStore(persist: boolean): KeyStore {
  // Reading the property already throws in a sandboxed frame.
  const area = attempt(() => (persist ? localStorage : undefined));
  return {
    get: (key) => attempt(() => area!.getItem(key)),
    set: (key, value) => !!attempt(() => (area!.setItem(key, value), 1)),
    delete: (key) => attempt(() => area!.removeItem(key)),
    keys: () => (area && attempt(() => Object.keys(area))) ?? [],
  };
}
