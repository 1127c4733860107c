import { expect, test } from "vitest";
import { eventOf } from "./normalize-one.ts";

test("texts, numbers, booleans and nulls are kept, the rest is left out", () => {
  expect(
    traitsOf({ email: "a@b.c\u0000", age: 7, vip: false, gone: null, address: { city: "x" }, tags: ["a"] }),
  ).toEqual({
    email: "a@b.c",
    age: 7,
    vip: false,
    gone: null,
  });
});

test("traits are bounded in number and length", () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`t${index}`, "x".repeat(400)]));
  const kept = traitsOf(many) ?? {};
  expect(Object.keys(kept)).toHaveLength(50);
  expect(kept["t0"]).toBe("x".repeat(256));
  expect(traitsOf({ ["n".repeat(129)]: 1 })).toBeNull();
});

test("traits cannot replace an object's prototype", () => {
  const traits = JSON.parse('{"__proto__": "x", "name": "Ann"}') as object;
  expect(Object.keys(traitsOf(traits) ?? {})).toEqual(["name"]);
});

function traitsOf(traits: object): Record<string, unknown> | null {
  return eventOf({ type: "identify", userId: "u", traits }).traits;
}
