/** True where there is no document. The script tag is built without the question. */
export function isWorker(): boolean {
  return IN_WORKERS && !globalThis.document;
}
