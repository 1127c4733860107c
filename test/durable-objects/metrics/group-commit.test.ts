import { expect, test } from "vitest";
import { GroupCommit } from "../../../durable-objects/metrics/group-commit.ts";

test("items of one window are committed together, in their order, before any of them is answered", async () => {
  const groups: string[][] = [];
  const commits = new GroupCommit<string>(5, (items) => groups.push([...items]));
  await Promise.all([commits.add("a"), commits.add("b")]);
  expect(groups).toEqual([["a", "b"]]);
  await commits.add("c");
  expect(groups).toEqual([["a", "b"], ["c"]]);
});

test("a commit that throws fails every item of its group, and no other", async () => {
  let broken = true;
  const commits = new GroupCommit<string>(5, () => {
    if (broken) throw new Error("disk is full");
  });
  const failed = await Promise.allSettled([commits.add("a"), commits.add("b")]);
  expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  broken = false;
  await expect(commits.add("c")).resolves.toBeUndefined();
});
