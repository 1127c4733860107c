/**
 * A hash of a text in 32 bits, unsigned: for spreading shoppers over groups, shards and times. The same on every
 * machine and in every release, because what it decided is stored. Not cryptographic: anyone can find collisions.
 */
export function hash32(text: string): number {
  let hash = 0x9e3779b9;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(rotated(hash ^ Math.imul(text.charCodeAt(index) + 1, 0x85ebca6b), 13), 0xc2b2ae35);
  }
  return finished(hash ^ text.length);
}

/**
 * A hash of a text as 32 hexadecimal digits (128 bits): for ids of equal things. The same on every machine and in every
 * release. Not cryptographic: it neither hides the text nor withstands someone who looks for collisions.
 */
export function hashHex(text: string): string {
  // Four lanes of 32 bits. Each step is reversible in all of them together, so no text loses state on its way, and each
  // lane is fed by its neighbour, so that they do not collide together.
  let a = 0x243f6a88;
  let b = 0x85a308d3;
  let c = 0x13198a2e;
  let d = 0x03707344;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index) + 1;
    a = Math.imul(rotated(a ^ Math.imul(unit, 0x9e3779b1), 13), 0x85ebca77) ^ d;
    b = Math.imul(rotated(b ^ Math.imul(unit, 0xc2b2ae3d), 17), 0x27d4eb2f) ^ a;
    c = Math.imul(rotated(c ^ Math.imul(unit, 0x165667b1), 11), 0xd3a2646d) ^ b;
    d = Math.imul(rotated(d ^ Math.imul(unit, 0xfd7046c5), 19), 0xb55a4f09) ^ c;
  }
  a = finished(a ^ text.length ^ rotated(d, 7));
  b = finished(b ^ a);
  c = finished(c ^ b);
  d = finished(d ^ c);
  a = finished(a ^ d);
  return hex(a) + hex(b) + hex(c) + hex(d);
}

function rotated(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by));
}

/** Lets every bit of the state move every bit of the result. */
function finished(state: number): number {
  let bits = state;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}

function hex(bits: number): string {
  return bits.toString(16).padStart(8, "0");
}
