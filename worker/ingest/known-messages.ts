import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { cleanId, shopperKeyOf } from "../../engine/shopper-key.ts";
import { askSchema, type AskedMessage } from "../../protocol/asked-message.ts";
import { MAX_SHOPPERS_PER_WRITE_KEY_BATCH } from "../../protocol/limits.ts";
import { shopperStub } from "../shopper-stub.ts";

/**
 * Which of the messages that a page asks about are durable; null when it asks about none, or in a way that cannot be
 * read. What is not named is not known, or could not be found out: it is sent again, which changes nothing. Never
 * rejects.
 */
export async function knownMessages(
  env: Pick<Env, "SHOPPER">,
  { store }: Pick<StoreConfig, "store">,
  ask: unknown,
): Promise<string[] | null> {
  const parsed = askSchema.safeParse(ask);
  if (!parsed.success) return null;
  const byShopper = [...Map.groupBy(parsed.data, shopperOf)].slice(0, MAX_SHOPPERS_PER_WRITE_KEY_BATCH);
  const answers = await Promise.allSettled(
    byShopper.map(async ([shopper, messages]) => {
      if (shopper === null) return [];
      const ids = messages.flatMap(({ messageId }) => cleanId(messageId) ?? []);
      return shopperStub(env, store, shopper).known(ids);
    }),
  );
  return answers.flatMap((answer) => (answer.status === "fulfilled" ? answer.value : []));
}

function shopperOf({ userId, anonymousId }: AskedMessage): ReturnType<typeof shopperKeyOf> {
  return shopperKeyOf(cleanId(userId), cleanId(anonymousId));
}
