import { ownerRequest, type OwnerAccess } from "../../cli/collector/owner-request.ts";
import type { DeliveriesAnswer, Delivery, Replay, ReplayAnswer } from "../../protocol/delivery.ts";
import type { Webhook } from "../../protocol/webhook.ts";

/** Every message in an endpoint's queue and log, the youngest first. */
export async function allDeliveries(access: OwnerAccess, endpoint: string, filter = ""): Promise<Delivery[]> {
  const all: Delivery[] = [];
  for (let cursor: string | null = ""; cursor !== null;) {
    const path = `/v1/webhooks/${endpoint}/deliveries?limit=1000${filter}${cursor === "" ? "" : `&cursor=${cursor}`}`;
    const page = (await ownerRequest(access, { method: "GET", path })) as DeliveriesAnswer;
    all.push(...page.data);
    cursor = page.next_cursor;
  }
  return all;
}

/** The endpoint as the API shows it. */
export async function readEndpoint(access: OwnerAccess, endpoint: string): Promise<Webhook> {
  return (await ownerRequest(access, { method: "GET", path: `/v1/webhooks/${endpoint}` })) as Webhook;
}

/** What the owner does about an endpoint. */
export interface Rescue {
  /** Told once the endpoint is enabled again. */
  onEnable: () => void;
  /** Told the id of each message before it is sent again. */
  onReplay: (id: string) => void;
}

/** Enables an endpoint again if it is disabled, and sends what it missed. What a kill leaves undone the next call does. */
export async function rescue(access: OwnerAccess, endpoint: string, { onEnable, onReplay }: Rescue): Promise<void> {
  const path = `/v1/webhooks/${endpoint}`;
  const { disabled, status } = await readEndpoint(access, endpoint);
  if (disabled) {
    await ownerRequest(access, { method: "PATCH", path, body: { disabled: false } });
    onEnable();
  }
  if (!disabled && status?.dead_letters === 0) return;
  const dead = await allDeliveries(access, endpoint, "&state=dead");
  const missed = dead.filter(({ reason }) => reason !== "attempts_exhausted");
  // The oldest first, so that each shopper's order stays.
  for (const { id } of missed.toReversed()) {
    onReplay(id);
    await replay(access, endpoint, { message_id: id });
  }
}

/** Sends again; answers how many messages. */
export async function replay(access: OwnerAccess, endpoint: string, what: Replay): Promise<number> {
  const path = `/v1/webhooks/${endpoint}/replay`;
  return ((await ownerRequest(access, { method: "POST", path, body: what })) as ReplayAnswer).replayed;
}
