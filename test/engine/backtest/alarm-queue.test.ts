import * as fc from "fast-check";
import { expect, test } from "vitest";
import { AlarmQueue } from "../../../engine/backtest/alarm-queue.ts";

test("alarms ring in the order of their times, whenever they were set", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.nat(50), fc.constant("ring" as const))), (doings) => {
      const queue = new AlarmQueue<string>();
      const rung: unknown[] = [];
      const expected: unknown[] = [];
      let pending: number[] = [];
      for (const doing of [...doings, ...doings.map(() => "ring" as const)]) {
        if (doing === "ring") {
          const [at, ...others] = pending;
          expected.push([at ?? Infinity, at === undefined ? undefined : { at, owner: `at ${at}` }]);
          rung.push([queue.nextAt, queue.pop()]);
          pending = others;
        } else {
          queue.push(doing, `at ${doing}`);
          pending = [...pending, doing].toSorted((a, b) => a - b);
        }
      }
      expect(rung).toEqual(expected);
    }),
  );
});
