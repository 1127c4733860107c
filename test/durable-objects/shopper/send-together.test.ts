import { describe, expect, test } from "vitest";
import { SendTogether } from "../../../durable-objects/shopper/send-together.ts";

const together = () =>
  new SendTogether<string, string>({
    collectMs: 20,
    lookAfterMs: 5,
    weightOf: (load) => load.length,
    maxWeight: 10,
  });

async function broken(): Promise<never> {
  throw new Error("nobody there");
}

describe("what several objects have for one place", () => {
  test("travels in one call, in order, and each hears its own answer", async () => {
    const calls: string[][] = [];
    const line = together();
    const all = async (loads: string[]) => {
      calls.push(loads);
      return loads.map((load) => load.toUpperCase());
    };
    const answers = await Promise.all(["a", "b", "c"].map((load) => line.send("here", load, all)));
    expect(answers).toEqual(["A", "B", "C"]);
    expect(calls).toEqual([["a", "b", "c"]]);
  });

  test("travels in several calls where one would be too heavy, and alone where it is too heavy itself", async () => {
    const calls: string[][] = [];
    const line = together();
    const all = async (loads: string[]) => {
      calls.push(loads);
      return loads;
    };
    const loads = ["sixsix", "four", "a", "heavier than ten"];
    await Promise.all(loads.map((load) => line.send("here", load, all)));
    expect(calls).toEqual([["sixsix", "four"], ["a"], ["heavier than ten"]]);
  });

  test("does not wait for another place", async () => {
    const line = together();
    const never = line.send("there", "a", () => new Promise(() => {}));
    expect(await line.send("here", "b", async (loads) => loads)).toBe("b");
    expect(never).toBeInstanceOf(Promise);
  });

  test("is refused to all when the call fails, and goes out anew afterwards", async () => {
    const line = together();
    const answers = await Promise.allSettled(["a", "b"].map((load) => line.send("here", load, broken)));
    expect(answers.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(await line.send("here", "c", async (loads) => loads)).toBe("c");
  });
});
