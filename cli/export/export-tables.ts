import type { AbandonedCart } from "../../protocol/abandoned-carts.ts";
import type { LedgerAnswer } from "../../protocol/ledger-line.ts";
import type { OwnerAccess } from "../collector/owner-request.ts";
import { type EventRow, exportedEvent } from "./exported-event.ts";
import { LEDGER_COLUMNS } from "../ledger-columns.ts";
import { listRows } from "./list-rows.ts";

/** What can be exported. */
export const EXPORT_TABLES = ["events", "shoppers", "outcomes"] as const;

/** One of the tables. */
export type ExportTable = (typeof EXPORT_TABLES)[number];

/** One record of an export. */
export type ExportRecord = Record<string, unknown>;

/** Filters of GET /v1/events by their names there. */
export type EventFilters = Readonly<Record<string, string>>;

/** How a table is read, and its columns as CSV. */
interface TableSource {
  columns: readonly string[];
  rows: (access: OwnerAccess, filters: EventFilters) => AsyncGenerator<ExportRecord>;
  /** The record as a row of the columns; absent: the record's own fields. */
  flat?: (record: ExportRecord) => ExportRecord;
}

/** The tables. Shoppers are those of the directory; outcomes are the ledger, by shopper: `import` takes it back. */
export const TABLE_SOURCES: Readonly<Record<ExportTable, TableSource>> = {
  events: {
    columns: [
      "message_id",
      "timestamp",
      "event",
      "user_id",
      "anonymous_id",
      "session_id",
      "trust",
      "source",
      "device",
      "locale",
      "cart_token",
      "coupon",
      "transaction_id",
      "value",
      "currency",
      "items",
      "traits",
      "cartbeat",
    ],
    rows: eventRows,
    flat: ({ messageId, type, event, userId, anonymousId, sessionId, timestamp, trust, ...rest }) => ({
      ...(rest["properties"] as ExportRecord),
      locale: (rest["context"] as ExportRecord | undefined)?.["locale"],
      traits: rest["traits"],
      cartbeat: rest["cartbeat"],
      message_id: messageId,
      event: event ?? type,
      user_id: userId,
      anonymous_id: anonymousId,
      session_id: sessionId,
      timestamp,
      trust,
    }),
  },
  shoppers: {
    columns: [
      "shopper",
      "user_id",
      "anonymous_id",
      "session_id",
      "last_activity",
      "stage",
      "cart_id",
      "value_minor",
      "currency",
      "item_count",
      "items",
    ],
    rows: shopperRows,
  },
  outcomes: {
    columns: LEDGER_COLUMNS,
    rows: outcomeRows,
  },
};

async function* eventRows(access: OwnerAccess, filters: EventFilters): AsyncGenerator<ExportRecord> {
  for await (const row of listRows<EventRow>(access, "/v1/events", filters)) yield exportedEvent(row);
}

/** First those with a cart, then those without; each list longest idle first. */
async function* shoppers(access: OwnerAccess): AsyncGenerator<AbandonedCart> {
  yield* listRows<AbandonedCart>(access, "/v1/carts/abandoned", { idle_minutes: "0" });
  yield* listRows<AbandonedCart>(access, "/v1/carts/abandoned", { idle_minutes: "0", stage: "browse" });
}

async function* shopperRows(access: OwnerAccess): AsyncGenerator<ExportRecord> {
  for await (const { hours_since_activity: _hours, ...row } of shoppers(access)) yield row;
}

/** For each of them the collector asks an object of its own. */
const LEDGER_PAGE_SHOPPERS = 100;

async function* outcomeRows(access: OwnerAccess): AsyncGenerator<ExportRecord> {
  const parameters = { limit: String(LEDGER_PAGE_SHOPPERS) };
  for await (const { lines } of listRows<LedgerAnswer["data"][number]>(access, "/v1/ledger", parameters)) yield* lines;
}
