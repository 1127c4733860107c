/**
 * The same values, each of which is fetched while its predecessor is being used: one more is in memory. Whoever leaves
 * early waits until the one under way is there, and the source is closed.
 */
export async function* readAhead<Value>(source: AsyncGenerator<Value, void>): AsyncGenerator<Value> {
  try {
    let next = source.next();
    for (;;) {
      const { done, value } = await next;
      if (done === true) return;
      next = source.next();
      // It may fail before it is awaited, which is soon enough to hear of it.
      next.catch(() => {});
      yield value;
    }
  } finally {
    await source.return();
  }
}
