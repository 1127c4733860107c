import { readRees46 } from "../../cli/replay/read-rees46.ts";
import { eventTime } from "../../cli/replay/event-time.ts";
import type { Rees46Row } from "../../cli/replay/rees46-row.ts";
import { type TrackMessage, rowMessage } from "../../cli/replay/row-message.ts";

const DAY_MS = 86_400_000;
const DAYS = 60;
const USERS = 80;
const NAMES = ["view_item", "view_item", "view_item", "add_to_cart", "remove_from_cart", "begin_checkout", "purchase"];

/** Two months of a small shop, in order of time. */
export function generated(): TrackMessage[] {
  const messages: TrackMessage[] = [];
  let state = 7;
  const random = () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
  const end = Date.now() - 60_000;
  for (let index = 0; index < 4000; index += 1) {
    // The last hundred lie in the last two hours.
    const span = index >= 3900 ? 7_200_000 : (DAYS + 10) * DAY_MS;
    const user = Math.floor(random() ** 2 * USERS);
    const name = NAMES[Math.floor(random() * NAMES.length)] ?? "view_item";
    messages.push({
      messageId: `m${index}`,
      type: "track",
      event: name,
      timestamp: new Date(end - Math.floor(random() * span)).toISOString(),
      userId: `user-${user}`,
      sessionId: `s-${user}-${Math.floor(random() * 50)}`,
      properties: {
        items: [
          {
            item_id: String(1 + Math.floor(random() * 30)),
            price: (100 + Math.floor(random() * 5000)) / 100,
            quantity: 1,
          },
        ],
      },
    });
  }
  return messages.toSorted((a, b) => (a.timestamp < b.timestamp ? -1 : 1));
}

/** The rows of a file in the REES46 columns, moved so that the last of them was a minute ago. */
export async function realTraffic(path: string): Promise<TrackMessage[]> {
  const rows: Rees46Row[] = [];
  for await (const row of readRees46(path)) if (!("unreadable" in row)) rows.push(row);
  const times = rows.map((row) => eventTime(row.eventTime) ?? 0);
  const shift = Date.now() - 60_000 - Math.max(...times);
  return rows.map((row, index) => ({ ...rowMessage(row, (times[index] ?? 0) + shift), messageId: `row-${index}` }));
}
