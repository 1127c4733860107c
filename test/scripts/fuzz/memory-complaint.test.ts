import { expect, test } from "vitest";
import { memoryComplaint } from "../../../scripts/fuzz/memory-complaint.ts";

test.each([
  ["a long run that stays what it was", 100_000, [300, 320, 340, 350, 390, 400], null],
  [
    "a long run that grows and grows",
    100_000,
    [300, 340, 380, 420, 460, 500],
    "340, 380, 420, 460, 500 MB, more than 400 MB",
  ],
  ["a short run that is still on its way", 5000, [169, 203, 226, 261, 289, 330], null],
  [
    "a short run that needs a large machine",
    5000,
    [169, 269, 369, 469, 569, 569],
    "169, 269, 369, 469, 569, 569 MB, more than 512 MB",
  ],
  ["a run that has settled too late to tell", 12_000, [200, 300, 350, 400, 450, 500], null],
  ["a machine that does not tell", 5000, [null, null, null, null, null, null], null],
])("memory of %s", (_name, requests, memory, complaint) => {
  expect(memoryComplaint(memory, requests)).toBe(complaint);
});
