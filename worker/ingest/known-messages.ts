import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { cleanId, shopperKeyOf } from "../../engine/shopper-key.ts";
import { askSchema } from "../../protocol/ask.ts";
import { isRecord } from "../is-record.ts";
import { shopperStub } from "../shopper-stub.ts";

/** A question for messages, as it was sent, and a message of the shopper whose they are. */
export interface Asked {
  ids: unknown;
  by: unknown;
}

/**
 * Which of the messages that a page asks about are durable; null when it asks about none, or in a way that cannot be
 * read. What is not named is not known, or could not be found out: it is sent again, which changes nothing. Never
 * rejects.
 */
export async function knownMessages(
  env: Pick<Env, "SHOPPER">,
  { store }: Pick<StoreConfig, "store">,
  { ids, by }: Asked,
): Promise<string[] | null> {
  const parsed = askSchema.safeParse(ids);
  if (!parsed.success || !isRecord(by)) return null;
  const shopper = shopperKeyOf(cleanId(by["userId"]), cleanId(by["anonymousId"]));
  if (shopper === null) return [];
  try {
    return await shopperStub(env, store, shopper).known(parsed.data);
  } catch (error) {
    console.error("A shopper could not tell which messages it has", error);
    return [];
  }
}
