/** The collector, with the secret key. */
export interface OrderReceiver {
  collectorUrl: string;
  /** `sk_…`: only a server may have it. What comes with it counts as confirmed. */
  secretKey: string;
}

/** Something that happened to an order. */
export interface OrderReport {
  event: "purchase" | "refund" | "order_cancelled";
  /** The order's number: it counts once, whoever reports it and however often. */
  transactionId: string;
  /** In major units of the currency; of a refund, what was given back. */
  value?: number;
  currency?: string;
  /** Who bought. A guest's order needs none: see `cartToken`. */
  userId?: string;
  /** The shop's own name of the cart, as the pages told it in `cart_token`: it finds the shopper who used it. */
  cartToken?: string;
  items?: { item_id: string; item_name?: string; price: number; quantity: number }[];
}

/**
 * Reports an order from the shop's server, for instance from the payment provider's notification. Rejects when Cartbeat
 * did not take it: report it again, the order counts once.
 */
export async function reportOrder(
  { collectorUrl, secretKey }: OrderReceiver,
  { event, transactionId, value, currency, userId, cartToken, items }: OrderReport,
): Promise<void> {
  const properties = { transaction_id: transactionId, value, currency, cart_token: cartToken, items };
  const response = await fetch(`${collectorUrl}/v1/track`, {
    method: "POST",
    headers: { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" },
    // The same id when it is reported again: it is then a duplicate.
    body: JSON.stringify({ type: "track", messageId: `${event}-${transactionId}`, event, userId, properties }),
  });
  if (!response.ok) throw new Error(`Cartbeat answered ${response.status}`);
  const { rejected } = (await response.json()) as { rejected: { code: string; message: string }[] };
  if (rejected[0] !== undefined) throw new Error(`${rejected[0].code}: ${rejected[0].message}`);
}
