import { CommandError } from "../command-error.ts";

/** One row of shop traffic in the REES46 column format, as text, and where it stands in the file. */
export interface Rees46Row {
  /** Line of the file on which the row ends, from 1; the header is line 1. */
  line: number;
  eventTime: string;
  eventType: string;
  productId: string;
  categoryCode: string;
  brand: string;
  price: string;
  userId: string;
  userSession: string;
  /** Every field of the row, joined; equal rows have equal text. */
  text: string;
}

/** The columns of the format. The first list must be there, in whatever order; the second may be missing. */
const REQUIRED = ["event_time", "event_type", "product_id", "price", "user_id", "user_session"];
const OPTIONAL = ["category_id", "category_code", "brand"];

/** Checks a file's header line; throws {@link CommandError} naming the columns that are missing. */
export function assertRees46Columns(header: readonly string[]): void {
  const missing = REQUIRED.filter((column) => !header.includes(column));
  if (missing.length === 0) return;
  throw new CommandError(
    `Not a file of shop traffic: no column ${missing.join(", ")}. ` +
      `Expected the header ${[...REQUIRED, ...OPTIONAL].join(",")} (any order).`,
  );
}

/** Makes a row from the fields of one record; null when it has fewer or more fields than the header has columns. */
export function rees46Row(header: readonly string[], fields: readonly string[], line: number): Rees46Row | null {
  if (fields.length !== header.length) return null;
  const field = (column: string): string => fields[header.indexOf(column)] ?? "";
  return {
    line,
    eventTime: field("event_time"),
    eventType: field("event_type"),
    productId: field("product_id"),
    categoryCode: field("category_code"),
    brand: field("brand"),
    price: field("price"),
    userId: field("user_id"),
    userSession: field("user_session"),
    text: fields.join("\u001f"),
  };
}
