/** The columns of an exported ledger as CSV. */
export const LEDGER_COLUMNS = [
  "id",
  "type",
  "at",
  "shopper",
  "kind",
  "cart_id",
  "alert_id",
  "endpoints",
  "reason",
  "transaction_id",
  "attribution",
  "status",
  "cart",
  "episode",
  "alert",
  "previous_id",
] as const;
