import { Analytics } from "@segment/analytics-node";

/** The collector, with the secret key: what a shop's server says counts as confirmed. */
export interface SegmentServer {
  collectorUrl: string;
  secretKey: string;
}

/** Reports a paid order with Segment's client for servers; it closes the shopper's cart. Rejects when it was refused. */
export async function sendOrder(
  { collectorUrl, secretKey }: SegmentServer,
  order: { userId: string; orderId: string; total: number; currency: string },
): Promise<void> {
  const analytics = new Analytics({ host: collectorUrl, writeKey: secretKey });
  const { userId, orderId, total, currency } = order;
  await new Promise<void>((resolve, reject) => {
    analytics.on("error", ({ code, reason }) => reject(new Error(`${code}: ${String(reason)}`)));
    const properties = { order_id: orderId, total, currency };
    analytics.track({ userId, event: "Order Completed", properties });
    void analytics.closeAndFlush().then(resolve);
  });
}
