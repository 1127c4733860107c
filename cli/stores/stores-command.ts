import { defineCommand } from "citty";
import type { CreatedStore, StoreEntry } from "../../protocol/stores.ts";
import { collectorUrl } from "../collector/collector-url.ts";
import { ownerRequest } from "../collector/owner-request.ts";
import { CommandError } from "../command-error.ts";
import { assertKnownOptions } from "../known-options.ts";
import { oneOf } from "../one-of.ts";

const OPTIONS = {
  action: { type: "positional", description: "create, list or close", required: true },
  name: { type: "positional", description: "The store: a-z, 0-9, - and _", required: false },
  url: { type: "string", description: "The collector's address", default: "http://127.0.0.1:8787" },
  "admin-key": { type: "string", description: "The operator's; absent: CARTBEAT_ADMIN_KEY of the environment" },
} as const;

const DEVELOPMENT_ADMIN_KEY = "ak_DEVELOPMENTONLY";

/** `cartbeat stores create NAME`, `list`, `close NAME`: the stores of a collector, for its operator. */
export const storesCommand = defineCommand({
  meta: { name: "cartbeat stores", description: "Create, list and close the stores of a collector" },
  args: OPTIONS,
  async run({ args }) {
    assertKnownOptions(args, OPTIONS);
    const action = oneOf("action", args.action, ["create", "list", "close"]);
    if (action !== "list" && args.name === undefined) throw new CommandError(`Which store? stores ${action} NAME`);
    const access = {
      url: collectorUrl(args.url),
      secretKey: args["admin-key"] ?? process.env["CARTBEAT_ADMIN_KEY"] ?? DEVELOPMENT_ADMIN_KEY,
      keyName: "admin key",
    };
    const name = args.name ?? "";
    if (action === "create") {
      const body = { store: name };
      const created = (await ownerRequest(access, { method: "POST", path: "/v1/stores", body })) as CreatedStore;
      // JSON, as an entry of CARTBEAT_STORES would be: nothing else shows the keys again.
      console.log(JSON.stringify(created));
    } else if (action === "close") {
      await ownerRequest(access, { method: "DELETE", path: `/v1/stores/${encodeURIComponent(name)}` });
      console.log(`${name} is closed; its keys end within 60 seconds.`);
    } else {
      const { data } = (await ownerRequest(access, { method: "GET", path: "/v1/stores" })) as { data: StoreEntry[] };
      for (const entry of data) console.log(storeLine(entry));
    }
  },
});

function storeLine({ store, configured, created_at, closed_at }: StoreEntry): string {
  const origin = configured ? "configured" : `created ${created_at ?? ""}`;
  return `${store}  ${origin}${closed_at === null ? "" : `, closed ${closed_at}`}`;
}
