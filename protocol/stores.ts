import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";

/** What POST /v1/stores answers. The keys are shown once. */
export const createdStoreSchema = z.strictObject({
  /** The store's name. @example "acme" */
  store: z.string(),
  /** The first write key, for pages. @example "wk_acme_3kF9" */
  write_key: z.string(),
  /** The first secret key, for servers and the dashboard. @example "sk_acme_9Qb2" */
  secret_key: z.string(),
});

/** What POST /v1/stores answers. */
export type CreatedStore = z.infer<typeof createdStoreSchema>;

/** A store as GET /v1/stores lists it; by name. */
export const storeEntrySchema = z.strictObject({
  /** The store's name. @example "acme" */
  store: z.string(),
  /** True for one of the operator's configuration. */
  configured: z.boolean(),
  /** RFC 3339; null for one of the configuration. */
  created_at: z.nullable(answerTime),
  /** RFC 3339; null while it is open. */
  closed_at: z.nullable(answerTime),
});

/** A store as GET /v1/stores lists it. */
export type StoreEntry = z.infer<typeof storeEntrySchema>;

/** What GET /v1/stores answers. */
export const storesAnswerSchema = z.strictObject({
  /** The stores, by name. */
  data: z.array(storeEntrySchema),
  /** Always null: all of them are listed. */
  next_cursor: z.null(),
});
