/**
 * What is used of Node's module, which the runtime provides (`nodejs_compat_v2`). The platform's own cryptography is
 * asynchronous, and a link is made within the transaction that decides its alert. Node's whole types are left out here,
 * because their globals are not the runtime's.
 */
declare module "node:crypto" {
  interface Cipher {
    setAAD(data: Uint8Array): this;
    update(data: Uint8Array): Uint8Array;
    final(): Uint8Array;
    getAuthTag(): Uint8Array;
  }
  interface Decipher {
    setAAD(data: Uint8Array): this;
    setAuthTag(tag: Uint8Array): this;
    update(data: Uint8Array): Uint8Array;
    /** Throws when the data is not what was sealed. */
    final(): Uint8Array;
  }
  interface Hash {
    update(data: string): this;
    digest(): Uint8Array;
    digest(encoding: "hex"): string;
  }
  export function createCipheriv(algorithm: "aes-256-gcm", key: Uint8Array, iv: Uint8Array): Cipher;
  export function createDecipheriv(algorithm: "aes-256-gcm", key: Uint8Array, iv: Uint8Array): Decipher;
  export function createHash(algorithm: "sha256"): Hash;
}
