import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

/** What a workerd configuration needs to know of one worker. */
export interface WorkerdConfigOptions {
  /** The bundle, next to the configuration: its file name. */
  module: string;
  /** Names of the Durable Object classes that the bundle exports, each with its binding. */
  classes: readonly { binding: string; className: string }[];
  /** Variables, by name: a text, or null to read it from the environment when workerd starts. */
  variables: Readonly<Record<string, string | null>>;
  /** Static files for the binding ASSETS: their directory, and the bundle that serves them; null for none. */
  assets: { directory: string; module: string } | null;
  /**
   * Which addresses `fetch` may reach: `public`, `private`, networks like `10.1.0.0/16`. On a server `public` alone, so
   * that no webhook enters the local network.
   */
  outbound: readonly string[];
  /** `host:port` to listen on. */
  address: string;
  /** Directory of the objects' SQLite files; it must exist when workerd starts. */
  storage: string;
}

const root = resolve(import.meta.dirname, "..");

/**
 * A configuration for `workerd serve`: one worker, its objects in SQLite files on the local disk. The sockets and
 * directories can be overridden on workerd's command line: `--socket-addr http=…`, `--directory-path storage=…`.
 */
export function workerdConfig(options: WorkerdConfigOptions): string {
  const { date, flags } = compatibility();
  const outbound = `[${options.outbound.map(text).join(", ")}]`;
  const services = [
    '(name = "collector", worker = .collector)',
    `(name = "storage", disk = (path = ${text(options.storage)}, writable = true))`,
    `(name = "internet", network = (allow = ${outbound}, tlsOptions = (trustBrowserCas = true)))`,
    ...(options.assets === null
      ? []
      : [
          `(name = "asset-files", disk = (path = ${text(options.assets.directory)}))`,
          '(name = "assets", worker = .assets)',
        ]),
  ];
  const bindings = [
    ...options.classes.map(({ binding, className }) => {
      return `(name = ${text(binding)}, durableObjectNamespace = ${text(className)})`;
    }),
    ...Object.entries(options.variables).map(([name, value]) => {
      return `(name = ${text(name)}, ${value === null ? `fromEnvironment = ${text(name)}` : `text = ${text(value)}`})`;
    }),
    ...(options.assets === null ? [] : ['(name = "ASSETS", service = "assets")']),
  ];
  // The unique key names the directory of a class and goes into every object's id: it never changes.
  const namespaces = options.classes.map(({ className }) => {
    return `(className = ${text(className)}, uniqueKey = ${text(`cartbeat-${className}`)}, enableSql = true)`;
  });
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = ${list(services)},
  sockets = [(name = "http", address = ${text(options.address)}, http = (), service = "collector")],
);

const collector :Workerd.Worker = (
  modules = [(name = ${text(options.module)}, esModule = embed ${text(options.module)})],
  compatibilityDate = ${text(date)},
  compatibilityFlags = [${flags.map(text).join(", ")}],
  bindings = ${list(bindings)},
  durableObjectNamespaces = ${list(namespaces)},
  durableObjectStorage = ${options.classes.length === 0 ? "(none = void)" : '(localDisk = "storage")'},
);
${options.assets === null ? "" : assetsWorker(options.assets.module, date)}`;
}

/** The worker between the binding ASSETS and the disk, which knows neither types nor index.html. */
function assetsWorker(module: string, date: string): string {
  return `
const assets :Workerd.Worker = (
  modules = [(name = ${text(module)}, esModule = embed ${text(module)})],
  compatibilityDate = ${text(date)},
  bindings = [(name = "FILES", service = "asset-files")],
);
`;
}

/** The runtime's version of behaviour, as wrangler.toml states it for `wrangler dev` and for deployment. */
function compatibility(): { date: string; flags: string[] } {
  const toml = readFileSync(join(root, "wrangler.toml"), "utf8");
  const date = /^compatibility_date = "([^"]+)"/m.exec(toml)?.[1];
  const flags = /^compatibility_flags = \[([^\]]*)\]/m.exec(toml)?.[1];
  if (date === undefined || flags === undefined) throw new Error("wrangler.toml states no compatibility date or flags");
  return { date, flags: [...flags.matchAll(/"([^"]+)"/g)].flatMap((match) => match[1] ?? []) };
}

/** The Durable Object classes that wrangler.toml binds. */
export function boundClasses(): { binding: string; className: string }[] {
  const toml = readFileSync(join(root, "wrangler.toml"), "utf8");
  const pairs = toml.matchAll(/\[\[durable_objects\.bindings\]\]\nname = "(\w+)"\nclass_name = "(\w+)"/g);
  return [...pairs].map(([, binding = "", className = ""]) => ({ binding, className }));
}

function list(entries: readonly string[]): string {
  return entries.length === 0 ? "[]" : `[\n${entries.map((entry) => `    ${entry},\n`).join("")}  ]`;
}

/** Cap'n Proto's string literals escape as JSON's do, for everything that is written here. */
function text(value: string): string {
  return JSON.stringify(value);
}
