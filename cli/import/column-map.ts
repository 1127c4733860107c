import { CommandError } from "../command-error.ts";

/** What a row can tell, with the names of columns that are understood without being told. */
const FIELDS = {
  timestamp: ["event_time", "timestamp", "time", "created_at"],
  event: ["event_type", "event", "event_name"],
  user_id: ["user_id", "customer_id"],
  anonymous_id: ["anonymous_id"],
  session_id: ["user_session", "session_id"],
  item_id: ["product_id", "item_id", "sku"],
  item_name: ["product_name", "item_name"],
  item_brand: ["brand", "item_brand"],
  item_category: ["category_code", "item_category"],
  price: ["price", "product_price"],
  quantity: ["quantity"],
  currency: ["currency"],
  value: ["value"],
  transaction_id: ["transaction_id", "order_id"],
  message_id: ["message_id", "event_id"],
  source: ["source"],
  device: ["device"],
  items: ["items"],
  trust: ["trust"],
  locale: ["locale"],
  cart_token: ["cart_token", "checkout_id", "cart_id"],
  coupon: ["coupon"],
  traits: ["traits"],
  cartbeat: ["cartbeat"],
} as const;

/** One of the things that a row can tell. */
export type HistoryField = keyof typeof FIELDS;

/** For each thing that a row tells the position of its column. */
export type ColumnMap = ReadonlyMap<HistoryField, number>;

const FIELD_NAMES = Object.keys(FIELDS) as HistoryField[];
const REQUIRED: readonly HistoryField[] = ["timestamp", "event"];

/** Reads `--map timestamp=when,user_id=client`. Throws {@link CommandError} for what is no such list. */
export function readMapOption(text: string | undefined): ReadonlyMap<HistoryField, string> {
  const map = new Map<HistoryField, string>();
  for (const part of (text ?? "").split(",").filter((piece) => piece !== "")) {
    const [name = "", ...rest] = part.split("=");
    const field = FIELD_NAMES.find((known) => known === name.trim());
    const column = rest.join("=").trim();
    if (field === undefined || column === "") {
      throw new CommandError(
        `--map must be like timestamp=when,user_id=client; the names are ${FIELD_NAMES.join(", ")}.`,
      );
    }
    map.set(field, column);
  }
  return map;
}

/** Finds the columns in a header. Throws {@link CommandError} naming what is missing. */
export function columnMap(header: readonly string[], wanted: ReadonlyMap<HistoryField, string>): ColumnMap {
  const map = new Map<HistoryField, number>();
  for (const field of FIELD_NAMES) {
    const column = wanted.get(field);
    const candidates = column === undefined ? FIELDS[field] : [column];
    const position = candidates.map((name) => header.indexOf(name)).find((found) => found >= 0);
    if (position !== undefined) map.set(field, position);
    else if (column !== undefined) throw new CommandError(`The file has no column ${column}.`);
    else if (REQUIRED.includes(field)) throw new CommandError(missing(field));
  }
  if (!map.has("user_id") && !map.has("anonymous_id")) throw new CommandError(missing("user_id"));
  return map;
}

function missing(field: HistoryField): string {
  return `The file has no column ${FIELDS[field].join(" or ")}; name yours with --map ${field}=COLUMN.`;
}
