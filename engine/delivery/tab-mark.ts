import type { ShopperEvent } from "../event.ts";

/** One life of a page, as the SDK counts: its events are numbered from 1 without a gap. */
export interface TabMark {
  /** Of the page. */
  id: string;
  /** Of the event. */
  seq: number;
  browser: string;
}

const TAB_ID = /^[\w.]{1,64}$/;
const MAX_SEQ = 1_000_000;

/**
 * What an event is marked with, in few characters: our SDK's message ids tell page and number, then the browser alone is
 * kept. Undefined for numbers that nobody could have counted.
 */
export function toTabMark(
  messageId: string,
  { tabId, seq, browser }: { tabId: unknown; seq: unknown; browser: string },
): string | undefined {
  if (typeof tabId !== "string" || !TAB_ID.test(tabId)) return undefined;
  if (typeof seq !== "number" || !Number.isInteger(seq) || seq < 1 || seq > MAX_SEQ) return undefined;
  const told = markOfId(messageId);
  return told.id === tabId && told.seq === seq ? browser : `${browser} ${tabId} ${seq}`;
}

/** Undoes {@link toTabMark}; null for an event that is not numbered. */
export function tabMarkOf({ id: messageId, tab }: Pick<ShopperEvent, "id" | "tab">): TabMark | null {
  if (tab === undefined) return null;
  const [browser = "", id, seq] = tab.split(" ");
  return id === undefined ? { ...markOfId(messageId), browser } : { id, seq: Number(seq), browser };
}

function markOfId(messageId: string): Omit<TabMark, "browser"> {
  const at = messageId.lastIndexOf("-");
  return { id: messageId.slice(0, Math.max(0, at)), seq: Number(messageId.slice(at + 1)) };
}
