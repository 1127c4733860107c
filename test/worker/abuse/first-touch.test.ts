import { expect, test } from "vitest";
import { storageCounters } from "../../../durable-objects/storage/storage-counters.ts";
import { postBatch } from "../call.ts";

const written = () => storageCounters.rowsWritten().get("Shopper") ?? 0;

test("a made-up shopper costs a handful of rows in an object of its own, and the store and its registry none", async () => {
  await postBatch({ type: "page", anonymousId: "first-of-store", messageId: "first-of-store" });
  const [before, ofStore] = [written(), storageCounters.rowsWritten().get("Store") ?? 0];
  await postBatch({ type: "page", anonymousId: "made-up", messageId: "made-up" });
  expect(written() - before).toBeLessThanOrEqual(5);
  expect(written()).toBeGreaterThan(before);
  expect(storageCounters.rowsWritten().get("Store") ?? 0).toBe(ofStore);
  expect(storageCounters.rowsWritten().get("Registry") ?? 0).toBe(0);
});
