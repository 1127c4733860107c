const READ_BYTES = 4 * 1024;
const KEPT_BYTES = 1024;

/**
 * The first 1 KB of an answer as text. At most 4 KB are read, so that a short answer leaves its connection usable; the
 * rest is cancelled. Never rejects: what breaks off is kept as far as it came.
 */
export async function readExcerpt(response: Response): Promise<string> {
  if (response.body === null) return "";
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const kept = new Uint8Array(KEPT_BYTES);
  let read = 0;
  try {
    while (read < READ_BYTES) {
      const { value, done } = await reader.read();
      if (done) break;
      if (read < KEPT_BYTES) kept.set(value.subarray(0, KEPT_BYTES - read), read);
      read += value.byteLength;
    }
  } catch {
    // The time-out or the other side ended it.
  }
  await reader.cancel().catch(() => undefined);
  // A character cut at the end is left out: `stream` waits for its rest.
  return new TextDecoder().decode(kept.subarray(0, Math.min(read, KEPT_BYTES)), { stream: true });
}
