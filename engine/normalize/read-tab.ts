import type { Message } from "../../protocol/message.ts";
import { browserOf } from "../delivery/browser-of.ts";
import { toTabMark } from "../delivery/tab-mark.ts";
import type { ShopperEvent } from "../event.ts";

/** Which event of which page it is, where the SDK says so: `context.tab_id` and `context.seq`. */
export function readTab(
  { context }: Message,
  messageId: string,
  userAgent: string | null,
): Pick<ShopperEvent, "tab"> | undefined {
  const tab = toTabMark(messageId, {
    tabId: context?.["tab_id"],
    seq: context?.["seq"],
    browser: browserOf(userAgent),
  });
  return tab === undefined ? undefined : { tab };
}
