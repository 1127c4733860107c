import { Hono } from "hono";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { authenticate } from "../authenticate.ts";
import { ingestCors } from "../middleware/ingest-cors.ts";
import { keyFromAuthorization, parseKey, type PresentedKey } from "../presented-keys.ts";

const SETTINGS_PATH = "/v1/projects/:key/settings";
const CACHE_SECONDS = 300;

/**
 * What unchanged clients ask for before they send anything: analytics-next's `GET /v1/projects/:key/settings` and
 * RudderStack's `GET /sourceConfig`. Both are told to send here and nowhere else.
 */
export const clientSettings = new Hono<AppEnv>();

clientSettings.use(SETTINGS_PATH, ingestCors());
clientSettings.get(SETTINGS_PATH, async (c) => {
  const key = parseKey(c.req.param("key"));
  if (key === null || (await storeOfWriteKey(c.env, key)) === null) return apiError("unauthorized");
  const { host, protocol } = new URL(c.req.url);
  const segment = {
    apiKey: key.key,
    apiHost: `${host}/v1`,
    protocol: protocol.replace(":", ""),
    // Not null: analytics-next reads fields of these without looking.
    unbundledIntegrations: [],
    addBundledMetadata: false,
    maybeBundledConfigIds: {},
    versionSettings: { version: "4.4.7", componentTypes: ["browser"] },
  };
  const settings = {
    integrations: { "Segment.io": segment },
    plan: { track: { __default: { enabled: true, integrations: {} } } },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  };
  return c.json(settings, 200, { "Cache-Control": `public, max-age=${CACHE_SECONDS}` });
});

for (const path of ["/sourceConfig", "/sourceConfig/"]) {
  clientSettings.use(path, ingestCors());
  clientSettings.get(path, async (c) => {
    const key = parseKey(c.req.query("writeKey")) ?? keyFromAuthorization(c.req.header("Authorization"));
    const store = key === null ? null : await storeOfWriteKey(c.env, key);
    if (key === null || store === null) return apiError("unauthorized");
    const source = {
      id: store,
      name: store,
      writeKey: key.key,
      enabled: true,
      workspaceId: store,
      // RudderStack would send its own figures to its own servers.
      config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      destinations: [],
      updatedAt: new Date(0).toISOString(),
    };
    return c.json({ source, updatedAt: source.updatedAt });
  });
}

/** The store of a valid write key; null for any other key, the secret one included: it has no place in a page. */
async function storeOfWriteKey(env: AppEnv["Bindings"], key: PresentedKey): Promise<string | null> {
  const authenticated = await authenticate(env, key, Date.now());
  return authenticated?.kind === "write" ? authenticated.config.store : null;
}
