import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { random as randomOf } from "../../bench/random.ts";
import { createEndpoint } from "../../cli/alerts/webhook-endpoint.ts";
import { ownerRequest } from "../../cli/collector/owner-request.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { freePort } from "../collector/free-port.ts";
import { residentMemoryMb } from "../resident-memory.ts";
import { buildFor } from "../serve/build-for.ts";
import { newStore } from "../serve/new-store.ts";
import { serveCollector } from "../serve/serve-collector.ts";
import { complaint } from "./complaint.ts";
import { makeRequest, type FuzzRequest } from "./make-request.ts";
import { rawRequests, sendRaw } from "./raw-requests.ts";
import { routes, type Route } from "./routes.ts";
import { agent, send } from "./send.ts";
import { slowRequests } from "./slow-requests.ts";

/** What came of it. */
export interface FuzzReport {
  seed: number;
  requests: number;
  rawRequests: number;
  /** Requests that never came to their end, which were under way meanwhile: how they ended, by status, 0 for cut. */
  slowByStatus: Record<string, number>;
  routes: number;
  /** Answers by status. */
  byStatus: Record<string, number>;
  /** Refused requests whose shopper was looked for, in vain as it must be. */
  lookedFor: number;
  /** Resident memory of the runtime, MB: after each fifth of the requests and at the end; null where nobody tells. */
  memoryMb: (number | null)[];
  findings: string[];
}

/** A shopper who is there from the beginning. */
const KNOWN = "known-shopper";
const WORKERS = 6;
const LOOKED_FOR = 300;
/** Objects leave the memory ten seconds after their last call. */
const EVICTION_MS = 12_000;
/**
 * Requests come no faster. The runtime's allocator gives nothing back, so that the memory of most objects at one time
 * stays resident: at an even pace that number is the same all the time, and what grows is what somebody holds on to.
 */
const PACE_MS = 10;
const MAX_GROWTH_MB = 100;
/** Words of a log line that tells of something that nobody caught. */
const UNCAUGHT = /uncaught|unhandled|internal error|TypeError|RangeError|ReferenceError|SyntaxError|fatal/i;

/** Sends made-up requests to a collector of its own, and looks at every answer, the log, the memory and the storage. */
export async function runFuzz(options: { requests: number; seed: number }): Promise<FuzzReport> {
  const { requests, seed } = options;
  const data = mkdtempSync(join(tmpdir(), "cartbeat-fuzz-"));
  const entry = newStore("shop");
  const port = await freePort();
  const findings = new Map<string, string>();
  const find = (kind: string, example: string): void => {
    if (!findings.has(kind)) findings.set(kind, `${kind}: ${example}`);
  };
  const collector = await serveCollector(
    {
      mode: "production",
      data,
      host: "127.0.0.1",
      port,
      stores: JSON.stringify([entry]),
      // Nothing of this shall leave the machine.
      webhookNetworks: ["192.0.2.0/24"],
      built: await buildFor(data),
    },
    (text) => {
      for (const line of text.split("\n")) if (UNCAUGHT.test(line)) find("log", line.slice(0, 500));
    },
  );
  const keys = { writeKey: entry.write_key, secretKey: entry.secret_key };
  const all = routes() as [Route, ...Route[]];
  const random = randomOf(seed);
  const byStatus: Record<string, number> = {};
  const refused: FuzzRequest[] = [];
  const known: [string, ...string[]] = [KNOWN];
  let number = 0;
  let nextAt = 0;
  const memory: (number | null)[] = [];

  async function work(): Promise<void> {
    while (number < requests) {
      number += 1;
      if (number % Math.ceil(requests / 5) === 0) memory.push(residentMemoryMb(collector.pid));
      nextAt = Math.max(nextAt + PACE_MS, Date.now());
      const request = makeRequest(number, { random, routes: all, ...keys, known, now: Date.now() });
      const told = `${request.method} ${request.path} ${(request.body ?? "").toString().slice(0, 400)}`;
      try {
        await sleep(Math.max(0, nextAt - Date.now()));
        const answer = await send(port, request);
        byStatus[answer.status] = (byStatus[answer.status] ?? 0) + 1;
        const wrong = complaint(request, answer);
        if (wrong !== null) find(`${request.method} ${request.path.split("?")[0] ?? ""}: ${wrong}`, told);
        // 503 promises nothing either way.
        if (answer.status >= 400 && answer.status < 500) refused.push(request);
      } catch (error) {
        find(`${request.method} ${request.path}: no answer`, `${String(error)} ${told}`);
      }
    }
  }

  try {
    const owner = { url: collector.url, ...keys };
    const { id } = await createEndpoint(owner, "https://hooks.example.com/cart", "fuzz");
    await send(port, firstCart(keys.writeKey));
    const { cart } = (await ownerRequest(owner, { method: "GET", path: `/v1/shoppers/${KNOWN}` })) as ShopperView;
    known.push(id, cart?.cart_id ?? KNOWN);
    // First of all: what a bomb takes once belongs to the size that the memory is compared with.
    const raw = await rawRequests(keys.writeKey);
    for (const one of raw) {
      const status = await sendRaw(port, one);
      if (status === null || !one.allowed.includes(status)) find(one.name, `answered ${String(status)}`);
      if (!(await fetch(`${collector.url}/health`)).ok) find(one.name, "the collector is not healthy afterwards");
    }
    // Everything else is served meanwhile.
    const slowly = slowRequests(port, keys);
    await Promise.all(Array.from({ length: WORKERS }, work));
    const slow = await slowly;
    for (const finding of slow.findings) find("slow", finding);
    // Who is looked for comes into the memory, where the last ones of the requests still are.
    await sleep(EVICTION_MS);
    const sample = refused.filter(() => random() < LOOKED_FOR / Math.max(1, refused.length));
    for (const { shopper, method, path } of sample) {
      const answer = await send(port, {
        method: "GET",
        path: `/v1/shoppers/${shopper}`,
        headers: { Authorization: `Bearer ${keys.secretKey}` },
        body: null,
      });
      if (answer.status !== 404)
        find(`${method} ${path} was refused`, `and yet ${shopper} is known (${answer.status})`);
    }
    await ownerRequest(owner, { method: "GET", path: "/v1/rejected" });
    memory.push(residentMemoryMb(collector.pid));
    // By then every kind of request was seen, and the runtime has its size.
    const [, , settled, ...later] = memory.map((megabytes) => megabytes ?? 0);
    if (Math.max(...later) > (settled ?? 0) + MAX_GROWTH_MB)
      find("memory", `${later.join(", ")} MB after ${settled} MB`);
    return {
      seed,
      requests: number,
      rawRequests: raw.length,
      slowByStatus: slow.byStatus,
      routes: all.length,
      byStatus,
      lookedFor: sample.length,
      memoryMb: memory,
      findings: [...findings.values()],
    };
  } finally {
    agent.destroy();
    await collector.kill();
    rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

function firstCart(writeKey: string): Parameters<typeof send>[1] {
  const items = [{ item_id: "sku", price: 10, quantity: 1 }];
  const message = { type: "track", event: "add_to_cart", messageId: "known", userId: KNOWN, properties: { items } };
  const body = Buffer.from(JSON.stringify({ writeKey, batch: [message] }));
  return { method: "POST", path: "/v1/batch", headers: { "Content-Type": "text/plain" }, body };
}
