import type { Collector } from "../support/collector.ts";

/** What a test does to the shop behind the dashboard, with its secret key. */
export interface Shop {
  /** Makes a request, which must succeed, and returns its answer. */
  ask(path: string, method: "POST" | "PATCH", body: unknown): Promise<Record<string, unknown>>;
  track(userId: string, event: string, properties?: object): Promise<unknown>;
  /** Puts something for $120 into a cart. */
  add(userId: string, name?: string, id?: string): Promise<unknown>;
}

/** The shop of a collector's development store. */
export function shopOf({ url, secretKey }: Pick<Collector, "url" | "secretKey">): Shop {
  const ask: Shop["ask"] = async (path, method, body) => {
    const headers = { Authorization: `Bearer ${secretKey}`, "Content-Type": "application/json" };
    const sent: RequestInit = { method, headers, body: JSON.stringify(body) };
    const response = await fetch(`${url}${path}`, sent);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as Record<string, unknown>;
  };
  const track: Shop["track"] = (userId, event, properties = {}) =>
    ask("/v1/batch", "POST", {
      batch: [
        {
          type: "track",
          event,
          userId,
          messageId: crypto.randomUUID(),
          properties: { currency: "USD", ...properties },
        },
      ],
    });
  return {
    ask,
    track,
    add: (userId, name = "Wool coat", id = "sku-1") =>
      track(userId, "add_to_cart", { items: [{ item_id: id, item_name: name, price: 120, quantity: 1 }] }),
  };
}
