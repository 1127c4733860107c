import * as z from "zod/mini";

/** What GET /v1/projects/:key/settings answers to Segment's browser client: everything is sent to this collector. */
export const projectSettingsSchema = z.object({
  /** By name; only the client's own, which leads here. */
  integrations: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** What GET /sourceConfig answers to RudderStack's clients: a source without destinations. */
export const sourceConfigSchema = z.object({
  /** What the client is told about itself. */
  source: z.object({
    /** The store's name. @example "acme" */
    id: z.string(),
    /** The same. @example "acme" */
    name: z.string(),
    /** The key that was asked with. @example "wk_acme_3kF9" */
    writeKey: z.string(),
    /** Always true: the client may send. */
    enabled: z.boolean(),
    /** Always empty: events go to this collector alone. */
    destinations: z.array(z.unknown()),
  }),
  /** When this was last changed: RFC 3339. @example "2026-11-20T10:00:00.000Z" */
  updatedAt: z.string(),
});
