import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startAlertReceiver } from "../../cli/alerts/alert-receiver.ts";
import { createEndpoint } from "../../cli/alerts/webhook-endpoint.ts";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import { postBatch } from "../../cli/collector/post-batch.ts";
import { setCutoff } from "../../cli/collector/store-cutoff.ts";
import { freePort } from "../../scripts/collector/free-port.ts";
import { descendants } from "../../scripts/collector/process-tree.ts";
import { bundleInto, writeConfig } from "../../scripts/serve/lay-out.ts";
import { newStore } from "../../scripts/serve/new-store.ts";
import { serveCollector, type ServedCollector } from "../../scripts/serve/serve-collector.ts";
import type { ServeOptions } from "../../scripts/serve/serve-options.ts";
import { startWorkerd } from "../../scripts/workerd-process.ts";

const root = resolve(import.meta.dirname, "../..");
const SHOP = newStore("shop");
const keys = { writeKey: SHOP.write_key, secretKey: SHOP.secret_key };
const { signal } = new AbortController();

let home = "";
const started: ServedCollector[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "cartbeat-serve-"));
  await bundleInto(join(root, "dist/worker"));
});
afterAll(async () => {
  await Promise.all(started.map((collector) => collector.kill()));
  rmSync(home, { recursive: true, force: true });
});

async function serve(name: string, change: Partial<ServeOptions> = {}): Promise<ServedCollector> {
  const collector = await serveCollector({
    mode: "development",
    data: join(home, name),
    host: "127.0.0.1",
    port: await freePort(),
    stores: JSON.stringify([SHOP]),
    webhookNetworks: ["private"],
    ...change,
  });
  started.push(collector);
  return collector;
}

function add(shopper: string): object {
  return {
    messageId: `${shopper}-add`,
    type: "track",
    event: "add_to_cart",
    timestamp: new Date().toISOString(),
    userId: shopper,
    properties: { items: [{ item_id: "sku-1", price: 10, quantity: 2 }], currency: "USD" },
  };
}

/** A receiver that answers after a while, and tells when it was asked. */
async function slowReceiver(answerAfterMs: number): Promise<{ url: string; asked: Promise<unknown>; close(): void }> {
  const server = createServer((_, response) => {
    setTimeout(() => response.writeHead(204).end(), answerAfterMs);
  });
  const asked = once(server, "request");
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function isListening(url: string): Promise<boolean> {
  return await fetch(`${url}/health`, { signal: AbortSignal.timeout(2000) }).then(
    () => true,
    () => false,
  );
}

test("`npm run serve` answers in production mode, and on SIGTERM leaves no process and no port", async () => {
  const port = await freePort();
  const data = join(home, "npm");
  const child = spawn("npm", ["run", "serve"], {
    cwd: root,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      CARTBEAT_STORES: JSON.stringify([SHOP]),
      CARTBEAT_PORT: String(port),
      CARTBEAT_DATA: data,
    },
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const ended = once(child, "exit");
  try {
    await vi.waitFor(() => expect(printed).toContain("Cartbeat answers at"), { timeout: 60_000, interval: 100 });
    const url = `http://127.0.0.1:${port}`;
    expect((await fetch(`${url}/health`)).status).toBe(200);
    expect(await postBatch({ url, ...keys, signal }, [add("first")])).toMatchObject({ accepted: 1 });
    const script = await fetch(`${url}/cartbeat.js`);
    expect(script.status).toBe(200);
    expect(script.headers.get("content-type")).toContain("javascript");
    expect(await script.text()).toContain("cartbeat");
    // The disk's own listing of a directory, and what lies outside of it.
    const outside = ["/%2e%2e/worker/index.js", "/..%2fworker%2findex.js"];
    const statuses = await Promise.all(outside.map(async (path) => (await fetch(url + path)).status));
    expect(statuses).toEqual([404, 404]);
    const folders = await Promise.all(["/", "/.", "/%2e%2e"].map(async (path) => (await fetch(url + path)).text()));
    for (const body of folders) expect(body).not.toContain('"type":"file"');
    expect((await fetch(`${url}/metrics`)).status).toBe(401);
    expect(statSync(data).mode & 0o077).toBe(0);

    const family = descendants(child.pid ?? 0);
    expect(family.length).toBeGreaterThan(0);
    child.kill("SIGTERM");
    await ended;
    await vi.waitFor(() => expect(family.filter(isAlive)).toEqual([]), { timeout: 30_000, interval: 100 });
    expect(await isListening(url)).toBe(false);
  } finally {
    try {
      process.kill(-(child.pid ?? 0), "SIGKILL");
    } catch {
      // Nothing of the group is left.
    }
  }
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

test("a request that is under way when it is stopped gets its answer", async () => {
  const collector = await serve("graceful");
  const receiver = await slowReceiver(1500);
  try {
    const { id } = await createEndpoint({ url: collector.url, ...keys }, receiver.url, "slow");
    const answer = ownerRequest({ url: collector.url, ...keys }, { method: "POST", path: `/v1/webhooks/${id}/test` });
    await receiver.asked;
    await collector.stop();
    expect(await answer).toMatchObject({ delivered: true });
    expect(await collector.ended).toBe(0);
    expect(await isListening(collector.url)).toBe(false);
  } finally {
    receiver.close();
  }
});

test("a stopped collector's data directory is its backup: from the copy it goes on, carts and alarms included", async () => {
  const receiver = await startAlertReceiver();
  const first = await serve("original");
  const owner = { url: first.url, ...keys };
  const endpoint = await createEndpoint(owner, receiver.url, "backup");
  receiver.useSecret(endpoint.secret);
  await setCutoff(owner, 5 / 60);
  expect(await postBatch({ ...owner, signal }, [add("kept")])).toMatchObject({ accepted: 1 });
  const before = (await ownerRequest(owner, { method: "GET", path: "/v1/shoppers/kept" })) as { cart: object };
  expect(before.cart).toMatchObject({ item_count: 2, value_minor: 2000 });
  await first.stop();

  cpSync(join(home, "original"), join(home, "backup"), { recursive: true });
  renameSync(join(home, "original"), join(home, "lost"));
  await sleep(5000);
  expect(receiver.log.alerts()).toEqual([]);

  const second = await serve("backup");
  const after = { url: second.url, ...keys };
  expect(await ownerRequest(after, { method: "GET", path: "/v1/shoppers/kept" })).toMatchObject({ cart: before.cart });
  expect(await postBatch({ ...after, signal }, [add("kept")])).toMatchObject({ accepted: 0, duplicates: 1 });
  // Nobody touches the shopper's cart: its alarm is in the copy.
  await vi.waitFor(() => expect(receiver.log.alerts()).toHaveLength(1), { timeout: 90_000, interval: 250 });
  expect(receiver.log.alerts()[0]?.payload.data.shopper).toBe("kept");
  await second.stop();
  await receiver.close();
});

test("two collectors never share a data directory", async () => {
  const first = await serve("shared");
  await expect(serve("shared")).rejects.toThrow("Another collector runs");
  await first.kill();
  const second = await serve("shared");
  await second.stop();
  expect(readdirSync(join(home, "shared")).toSorted()).toEqual(["lock", "objects", "run"]);
});

test.each([
  { networks: ["public"], reaches: false },
  { networks: ["public", "private"], reaches: true },
])("with the networks $networks a webhook to a private address arrives: $reaches", async ({ networks, reaches }) => {
  const receiver = await startAlertReceiver();
  const folder = join(home, `networks-${networks.length}`);
  await bundleInto(folder);
  const port = await freePort();
  mkdirSync(join(folder, "objects"));
  // The collector itself allows the address here: only the runtime's network stands in the way.
  const variables = { MODE: "development", ALLOW_LOCAL_WEBHOOKS: "true", STORES: JSON.stringify([SHOP]) };
  const config = writeConfig(folder, {
    variables,
    assets: folder,
    outbound: networks,
    address: `127.0.0.1:${port}`,
    storage: join(folder, "objects"),
  });
  const workerd = await startWorkerd({ config, port, env: {} });
  try {
    const owner = { url: `http://127.0.0.1:${port}`, ...keys };
    for (const host of ["127.0.0.1", "localhost"]) {
      const { id, secret } = await createEndpoint(owner, receiver.url.replace("127.0.0.1", host), "private");
      receiver.useSecret(secret);
      const answer = await ownerRequest(owner, { method: "POST", path: `/v1/webhooks/${id}/test` });
      expect(answer).toMatchObject({ delivered: reaches, ...(reaches ? {} : { error: "connection_failed" }) });
    }
  } finally {
    await workerd.stop();
    await receiver.close();
  }
});
