import { describe, expect, test } from "vitest";
import { changeLines } from "../../../engine/cart/change-lines.ts";
import { type Line, lineOf } from "../../../engine/cart/line.ts";
import { event, item } from "../../support/shopper-events.ts";

const two = (): Line[] => [lineOf(item("a", 1000), 2), lineOf(item("b", 500), 1)];

const CASES = [
  {
    title: "an add without quantity adds one",
    name: "add_to_cart",
    items: [item("a", 1000, null)],
    lines: "a3 b1",
    grew: true,
  },
  {
    title: "an add of a new item brings a line",
    name: "add_to_cart",
    items: [item("c")],
    lines: "a2 b1 c1",
    grew: true,
  },
  {
    title: "a removal takes away its quantity",
    name: "remove_from_cart",
    items: [item("a", null, 1)],
    lines: "a1 b1",
    grew: false,
  },
  {
    title: "a removal without quantity takes the line",
    name: "remove_from_cart",
    items: [item("a", null, null)],
    lines: "b1",
    grew: false,
  },
  {
    title: "a removal of quantity 0 takes the line",
    name: "remove_from_cart",
    items: [item("a", null, 0)],
    lines: "b1",
    grew: false,
  },
  {
    title: "a removal of more than there is takes the line",
    name: "remove_from_cart",
    items: [item("a", null, 9)],
    lines: "b1",
    grew: false,
  },
  {
    title: "a removal of what is not there changes nothing",
    name: "remove_from_cart",
    items: [item("z")],
    lines: "a2 b1",
    grew: false,
  },
  {
    title: "an update sets the quantity up",
    name: "update_quantity",
    items: [item("a", null, 5)],
    lines: "a5 b1",
    grew: true,
  },
  {
    title: "an update sets the quantity down",
    name: "update_quantity",
    items: [item("a", null, 1)],
    lines: "a1 b1",
    grew: false,
  },
  { title: "an update to 0 removes", name: "update_quantity", items: [item("a", null, 0)], lines: "b1", grew: false },
  {
    title: "an update of a new item creates its line",
    name: "update_quantity",
    items: [item("c", 100, 2)],
    lines: "a2 b1 c2",
    grew: true,
  },
  {
    title: "a snapshot replaces every line",
    name: "cart_updated",
    items: [item("b", 500, 1)],
    lines: "b1",
    grew: false,
  },
  {
    title: "a snapshot with a new line grows",
    name: "cart_updated",
    items: [item("b"), item("c")],
    lines: "b1 c1",
    grew: true,
  },
  {
    title: "a view of the cart with items is a snapshot",
    name: "view_cart",
    items: [item("a", 1000, 1)],
    lines: "a1",
    grew: false,
  },
];

describe("what an event makes of the lines", () => {
  test.each(CASES)("$title", ({ name, items, lines, grew }) => {
    const change = changeLines(two(), event(name, 0, { items }));
    expect(change?.lines.map((line) => `${line.id}${line.quantity}`).join(" ")).toBe(lines);
    expect(change?.grew).toBe(grew);
    expect(change?.emptied).toBe(false);
  });

  test.each([
    { title: "an empty snapshot empties", name: "cart_updated", items: [] },
    {
      title: "removing every line empties",
      name: "remove_from_cart",
      items: [item("a", null, null), item("b", null, null)],
    },
  ])("$title", ({ name, items }) => {
    expect(changeLines(two(), event(name, 0, { items }))?.emptied).toBe(true);
  });

  test.each([
    { title: "a view of the cart without items", name: "view_cart", items: [] },
    { title: "a snapshot event without a list", name: "cart_updated", items: null },
    { title: "a stage event with items", name: "begin_checkout", items: [item("c")] },
    { title: "a view of an item", name: "view_item", items: [item("c")] },
  ])("$title says nothing about lines", ({ name, items }) => {
    expect(changeLines(two(), event(name, 0, { items }))).toBeNull();
  });

  test("a line has the unit price that was stated last", () => {
    const change = changeLines(two(), event("add_to_cart", 0, { items: [item("a", 900, 1)] }));
    expect(change?.lines[0]).toMatchObject({ id: "a", quantity: 3, priceMinor: 900 });
  });

  test("variants are lines of their own, and a removal without a variant finds the line of its item", () => {
    const red = { ...item("a"), variant: "red" };
    const blue = { ...item("a"), variant: "blue" };
    const lines = changeLines([], event("add_to_cart", 0, { items: [red, blue] }))?.lines ?? [];
    expect(lines).toHaveLength(2);
    const left = changeLines(lines, event("remove_from_cart", 1, { items: [item("a", null, null)] }));
    expect(left?.lines.map((line) => line.variant)).toEqual(["blue"]);
  });
});
