/** Whether two texts are the same, in a time that does not tell where they begin to differ. Their lengths may show. */
export function isSameText(one: string, other: string): boolean {
  const [left, right] = [new TextEncoder().encode(one), new TextEncoder().encode(other)];
  return left.byteLength === right.byteLength && crypto.subtle.timingSafeEqual(left, right);
}
