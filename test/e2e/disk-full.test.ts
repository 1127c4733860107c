import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import { freePort } from "../../scripts/collector/free-port.ts";
import { buildFor } from "../../scripts/serve/build-for.ts";
import { newStore } from "../../scripts/serve/new-store.ts";
import { serveCollector, type ServedCollector } from "../../scripts/serve/serve-collector.ts";

const SHOP = newStore("shop");
const DISK = "size=24m";

let home = "";
let disk = "";
let built = "";
let collector: ServedCollector;

async function serve(): Promise<ServedCollector> {
  return await serveCollector({
    mode: "production",
    data: join(disk, "data"),
    host: "127.0.0.1",
    port: await freePort(),
    stores: JSON.stringify([SHOP]),
    webhookNetworks: ["public"],
    built,
  });
}

/** A small disk of its own needs the right to mount one: in a container it is there, on a laptop it is not. */
function mount(): boolean {
  return spawnSync("mount", ["-t", "tmpfs", "-o", DISK, "tmpfs", disk]).status === 0;
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "cartbeat-disk-"));
  disk = join(home, "disk");
  mkdirSync(disk);
  if (!mount()) {
    console.warn("disk-full.test.ts: no small disk can be mounted here; nothing was tested.");
    return;
  }
  built = await buildFor(home);
  collector = await serve();
});
afterAll(async () => {
  await collector?.kill();
  spawnSync("umount", [disk]);
  rmSync(home, { recursive: true, force: true });
});

/** Adds one item to a cart; answers the status, and what became of the event. */
async function send(
  shopper: string,
  index: number,
): Promise<{ status: number; accepted?: number; duplicates?: number }> {
  const items = [{ item_id: `item-${index}`, item_name: "x".repeat(200), price: 1, quantity: 1 }];
  const message = { type: "track", event: "add_to_cart", messageId: `${shopper}-${index}`, userId: shopper };
  const body = { writeKey: SHOP.write_key, batch: [{ ...message, properties: { items, currency: "USD" } }] };
  const response = await fetch(`${collector.url}/v1/batch`, { method: "POST", body: JSON.stringify(body) });
  const text = await response.text();
  return { status: response.status, ...(JSON.parse(text) as object) };
}

async function itemsOf(shopper: string): Promise<number> {
  const access = { url: collector.url, secretKey: SHOP.secret_key };
  const path = `/v1/shoppers/${shopper}`;
  const view = (await ownerRequest(access, { method: "GET", path })) as { cart: { item_count: number } | null };
  return view.cart?.item_count ?? 0;
}

test("a full disk is a 503, nothing is half stored, and with room again it goes on", async ({ skip }) => {
  if (collector === undefined) return skip();
  expect(await send("early", 0)).toMatchObject({ status: 200, accepted: 1 });
  const { bavail, bsize } = statfsSync(disk);
  const filler = join(disk, "filler");
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - 256 * 1024)));

  // Until the disk is full, and then some: what was refused stays refused.
  const taken = new Map<string, number>();
  const refused: [string, number][] = [];
  for (let index = 1; refused.length < 12 && index < 400; index += 1) {
    const shopper = index % 3 === 0 ? "early" : `late-${index % 7}`;
    const { status } = await send(shopper, index);
    expect([200, 503]).toContain(status);
    if (status === 200) taken.set(shopper, (taken.get(shopper) ?? 0) + 1);
    else refused.push([shopper, index]);
  }
  expect(refused).toHaveLength(12);

  rmSync(filler);
  await expect.poll(async () => (await fetch(`${collector.url}/health`)).status, { timeout: 20_000 }).toBe(200);
  expect(await itemsOf("early")).toBe(1 + (taken.get("early") ?? 0));

  for (const [shopper, index] of refused) {
    await expect.poll(async () => (await send(shopper, index)).status, { timeout: 20_000 }).toBe(200);
    taken.set(shopper, (taken.get(shopper) ?? 0) + 1);
  }
  // What was answered with 200 is there, and outlives the process.
  for (const restarted of [false, true]) {
    if (restarted) await collector.kill();
    if (restarted) collector = await serve();
    for (const [shopper, count] of taken) {
      expect(`${shopper}: ${await itemsOf(shopper)}`).toBe(`${shopper}: ${count + (shopper === "early" ? 1 : 0)}`);
    }
  }
}, 120_000);
