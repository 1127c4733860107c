import { attempt } from "./attempt.ts";

/** Strings by key. Never throws, whatever the browser's storage does. */
export interface KeyStore {
  /** The value, or null or undefined when there is none. */
  get(key: string): string | null | undefined;
  set(key: string, value: string): void;
  delete: (key: string) => void;
  /** Every key that begins with the prefix. */
  keys(prefix: string): string[];
}

/**
 * A key store on localStorage. What it does not take, because it is full or forbidden, is kept in memory for the page;
 * everything is when `persist` is false.
 */
export function openKeyStore(persist: boolean): KeyStore {
  const memory = new Map<string, string>();
  // Reading the property already throws in a sandboxed frame, and takes its time while a page is being built.
  const area = (): Storage | undefined => attempt(() => (persist ? localStorage : undefined));
  return {
    get: (key) => memory.get(key) ?? area()?.getItem(key),
    set(key, value) {
      try {
        area()!.setItem(key, value);
        memory.delete(key);
      } catch {
        memory.set(key, value);
      }
    },
    delete(key) {
      memory.delete(key);
      area()?.removeItem(key);
    },
    keys: (prefix) => [...memory.keys(), ...Object.keys(area() ?? {})].filter((key) => key.startsWith(prefix)),
  };
}
