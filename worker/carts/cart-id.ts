/** True for what has the shape of a cart's id; no shard is asked for anything else. */
export function isCartId(text: string): boolean {
  return /^c_[0-9a-f]{24}$/.test(text);
}
