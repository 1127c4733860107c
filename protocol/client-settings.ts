import * as z from "zod/mini";

/** What GET /v1/projects/:key/settings answers to Segment's browser client: everything is sent to this collector. */
export const projectSettingsSchema = z.object({
  integrations: z.record(z.string(), z.record(z.string(), z.unknown())),
});

/** What GET /sourceConfig answers to RudderStack's clients: a source without destinations. */
export const sourceConfigSchema = z.object({
  source: z.object({
    id: z.string(),
    name: z.string(),
    writeKey: z.string(),
    enabled: z.boolean(),
    destinations: z.array(z.unknown()),
  }),
  updatedAt: z.string(),
});
