import { expect, test } from "vitest";
import { browserOf } from "../../../engine/delivery/browser-of.ts";
import { tabMarkOf, toTabMark } from "../../../engine/delivery/tab-mark.ts";

test.each([
  ["our SDK's message id tells page and number", "k3f-0007", 7, "chrome"],
  ["another client's does not", "9b2f-11", 7, "chrome k3f 7"],
  ["a message id without a dash", "m", 1, "chrome k3f 1"],
])("%s", (_, messageId, seq, mark) => {
  const tab = toTabMark(messageId, { tabId: "k3f", seq, browser: "chrome" });
  expect(tab).toBe(mark);
  expect(tabMarkOf({ id: messageId, tab: tab! })).toEqual({ id: "k3f", seq, browser: "chrome" });
});

test.each([
  ["no page", undefined, 1],
  ["a page that is no id", "a b", 1],
  ["a page of any length", "x".repeat(65), 1],
  ["no number", "t", undefined],
  ["number 0", "t", 0],
  ["half a number", "t", 1.5],
  ["more than anybody records", "t", 1_000_001],
  ["a number as text", "t", "1"],
])("%s is not counted", (_, tabId, seq) => {
  expect(toTabMark("m", { tabId, seq, browser: "chrome" })).toBeUndefined();
});

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const BLINK = "AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
  ["chrome", `${MAC} ${BLINK} Chrome/156.0.0.0 Safari/537.36`],
  ["chrome", `${PHONE} CriOS/156.0.0.0 Mobile/15E148 Safari/604.1`],
  ["edge", `${MAC} ${BLINK} Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0`],
  ["edge", `${PHONE} Version/19.0 EdgiOS/156.0 Mobile/15E148 Safari/604.1`],
  ["opera", `${MAC} ${BLINK} Chrome/156.0.0.0 Safari/537.36 OPR/120.0.0.0`],
  ["samsung", `Mozilla/5.0 (Linux; Android 16; K) ${BLINK} SamsungBrowser/29.0 Chrome/148.0.0.0 Mobile Safari/537.36`],
  ["firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0"],
  ["firefox", `${PHONE} FxiOS/150.0 Mobile/15E148 Safari/604.1`],
  ["safari", `${MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15`],
  ["webview", `${PHONE} Mobile/15E148 [FBAN/FBIOS;FBAV/500.0]`],
  ["webview", `Mozilla/5.0 (Linux; Android 16; K; wv) ${BLINK} Version/4.0 Chrome/156.0.0.0 Mobile Safari/537.36`],
  ["other", "curl/8.0"],
  ["other", null],
])("%s: %s", (family, userAgent) => {
  expect(browserOf(userAgent)).toBe(family);
});
