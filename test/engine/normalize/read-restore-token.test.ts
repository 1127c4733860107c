import { describe, expect, test } from "vitest";
import { WRITE_KEY, eventOf, track } from "./normalize-one.ts";

const TOKEN = "dev.abcdefghijklmnop-_0123456789";
const hashToken = (token: string) => `hash of ${token}`;
const read = (message: object) => eventOf(message, { ...WRITE_KEY, hashToken }).restoreToken;

describe("the token of a restore link in a message", () => {
  test.each([
    ["properties.cartbeat_token", track("page_view", { cartbeat_token: TOKEN })],
    ["properties.restore_token", track("page_view", { restore_token: TOKEN })],
    ["context.cartbeat_token", track("page_view", {}, { context: { cartbeat_token: TOKEN } })],
    ["context.restore_token", track("purchase", {}, { context: { restore_token: TOKEN } })],
    ["the page's query", track("x", {}, { context: { page: { search: `?a=1&cartbeat_token=${TOKEN}` } } })],
    [
      "the page's address",
      track("x", {}, { context: { page: { url: `https://s.example/c?cartbeat_token=${TOKEN}&b=2#top` } } }),
    ],
    ["an identify's context", { type: "identify", anonymousId: "a", context: { cartbeat_token: TOKEN } }],
  ])("is read from %s, hashed", (_, message) => {
    expect(read(message)).toBe(`hash of ${TOKEN}`);
  });

  test.each([
    ["nothing", track("x")],
    ["a number", track("x", { cartbeat_token: 7 })],
    ["a text that is too short", track("x", { cartbeat_token: "dev.abc" })],
    ["a text that is too long", track("x", { cartbeat_token: "a".repeat(513) })],
    ["a text with other characters", track("x", { cartbeat_token: `${TOKEN}<script>` })],
    ["an address without it", track("x", {}, { context: { page: { url: "https://s.example/c?token=1" } } })],
    ["a page that is no object", track("x", {}, { context: { page: "https://s.example" } })],
  ])("is not there in %s", (_, message) => {
    expect(read(message)).toBeUndefined();
  });

  test("is not read where nobody can hash it", () => {
    expect(eventOf(track("x", { cartbeat_token: TOKEN }))).not.toHaveProperty("restoreToken");
  });
});
