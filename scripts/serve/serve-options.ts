import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { readLimits } from "../../worker/abuse/limits.ts";
import { readStores, refusalsOfAdminKey } from "./read-stores.ts";

/** How to serve. */
export interface ServeOptions {
  mode: "production" | "development";
  /** Directory of everything that must survive; absolute. */
  data: string;
  host: string;
  port: number;
  /** The JSON list that the collector reads as its variable STORES. */
  stores: string;
  /** Networks that webhooks may reach. */
  webhookNetworks: string[];
  /** What `npm run build` made: a directory with `worker` and `assets`. Absent: the repository's `dist`. */
  built?: string;
  /** Where shoppers reach the collector, for the links in alerts; absent: alerts carry none. */
  publicUrl?: string;
  /** Creates, lists and closes stores; absent: nobody can. */
  adminKey?: string;
  /** JSON of the limits that differ from those of production; absent: none does. */
  limits?: string;
  /** The header in which the proxy in front says the client's address; absent: addresses are not limited. */
  clientAddressHeader?: string;
}

/** The options, or why the collector will not start with these. */
export type ReadServeOptions = { ok: true; options: ServeOptions } | { ok: false; problems: string[] };

const DEVELOPMENT_STORES =
  '[{"store":"dev","write_key":"wk_dev_DEVELOPMENTONLY","secret_key":"sk_dev_DEVELOPMENTONLY"}]';
const NETWORK = /^(public|private|(\d{1,3}\.){3}\d{1,3}(\/\d{1,2})?|[0-9a-f:]*:[0-9a-f:]*(\/\d{1,3})?)$/i;

/**
 * Reads the environment: CARTBEAT_STORES (or CARTBEAT_STORES_FILE, a file with the same), CARTBEAT_DATA, CARTBEAT_HOST,
 * CARTBEAT_PORT, CARTBEAT_MODE, CARTBEAT_WEBHOOK_NETWORKS, CARTBEAT_PUBLIC_URL, CARTBEAT_ADMIN_KEY, CARTBEAT_LIMITS,
 * CARTBEAT_CLIENT_ADDRESS_HEADER. Without keys of one's own it is refused, except in development mode.
 */
export function readServeOptions(env: Readonly<Record<string, string | undefined>>): ReadServeOptions {
  const problems: string[] = [];
  const mode = env["CARTBEAT_MODE"] ?? "production";
  if (mode !== "production" && mode !== "development") {
    return { ok: false, problems: ["CARTBEAT_MODE is neither production nor development."] };
  }
  const port = Number(env["CARTBEAT_PORT"] ?? "8787");
  if (!Number.isInteger(port) || port < 1 || port > 65_535) problems.push("CARTBEAT_PORT is no port.");
  const networks = (env["CARTBEAT_WEBHOOK_NETWORKS"] ?? (mode === "production" ? "public" : "public,private")).split(
    ",",
  );
  if (!networks.every((network) => NETWORK.test(network))) {
    problems.push("CARTBEAT_WEBHOOK_NETWORKS is a list of public, private and networks like 10.1.0.0/16.");
  }
  const publicUrl = env["CARTBEAT_PUBLIC_URL"];
  if (publicUrl && !(URL.canParse(publicUrl) && /^https?:$/.test(new URL(publicUrl).protocol))) {
    problems.push("CARTBEAT_PUBLIC_URL is no web address such as https://carts.example.com.");
  }
  const limits = env["CARTBEAT_LIMITS"];
  if (limits && !areLimits(limits)) problems.push("CARTBEAT_LIMITS is no JSON object of limits: see SECURITY.md.");
  const clientAddressHeader = env["CARTBEAT_CLIENT_ADDRESS_HEADER"];
  if (clientAddressHeader && !/^[\w-]+$/.test(clientAddressHeader)) {
    problems.push("CARTBEAT_CLIENT_ADDRESS_HEADER is no name of a header, such as X-Forwarded-For.");
  }
  const given = storesText(env);
  if (!given.ok) return { ok: false, problems: [...problems, given.problem] };
  const stores = given.text ?? (mode === "development" ? DEVELOPMENT_STORES : "[]");
  const adminKey = env["CARTBEAT_ADMIN_KEY"];
  const rules = { developmentKeys: mode === "development", mayBeEmpty: Boolean(adminKey) };
  problems.push(...readStores(stores, rules), ...(adminKey ? refusalsOfAdminKey(adminKey, rules) : []));
  if (problems.length > 0) return { ok: false, problems };
  const data = resolve(env["CARTBEAT_DATA"] ?? "data");
  const host = env["CARTBEAT_HOST"] ?? "127.0.0.1";
  return {
    ok: true,
    options: {
      mode,
      data,
      host,
      port,
      stores,
      webhookNetworks: networks,
      ...(publicUrl ? { publicUrl } : {}),
      ...(adminKey ? { adminKey } : {}),
      ...(limits ? { limits } : {}),
      ...(clientAddressHeader ? { clientAddressHeader } : {}),
    },
  };
}

function areLimits(LIMITS: string): boolean {
  try {
    readLimits({ MODE: "production", LIMITS });
    return true;
  } catch {
    return false;
  }
}

/** What CARTBEAT_STORES or the file CARTBEAT_STORES_FILE says; null when there is neither. */
function storesText(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; text: string | null } | { ok: false; problem: string } {
  const file = env["CARTBEAT_STORES_FILE"];
  if (file === undefined) return { ok: true, text: env["CARTBEAT_STORES"] ?? null };
  try {
    return { ok: true, text: readFileSync(file, "utf8") };
  } catch {
    return { ok: false, problem: "CARTBEAT_STORES_FILE cannot be read." };
  }
}
