import { gzipSync } from "node:zlib";
import { nastyBytes, nastyJson, pick, spoil, type Random } from "./nasty.ts";
import type { Route } from "./routes.ts";
import { goodBody, PARAMETERS, type Filling } from "./templates.ts";

/** A request that was made up. */
export interface FuzzRequest {
  method: string;
  /** With the query. */
  path: string;
  headers: Record<string, string>;
  body: Buffer | null;
  /** Stands in parts of it that no answer may repeat. */
  mark: string;
  /** A shopper that only this request names. */
  shopper: string;
}

/** What requests are made of. */
export interface Ingredients {
  random: Random;
  routes: readonly [Route, ...Route[]];
  writeKey: string;
  secretKey: string;
  /** Ids that exist: of a webhook, a shopper, a cart. */
  known: readonly [string, ...string[]];
  now: number;
}

const TYPES = [
  "application/json",
  "text/plain",
  "application/xml",
  "",
  "multipart/form-data; boundary=x",
  "application/JSON; x",
];
const ENCODINGS = ["gzip", "br", "identity", "gzip, gzip", "GZIP", "deflate", ""];
const METHODS = ["GET", "POST", "PATCH", "DELETE", "PUT", "HEAD", "OPTIONS"];
const ODD_VALUES = [
  "",
  "%",
  "%ff",
  "%00",
  "%F0%9F%98%80",
  "-1",
  "1e9",
  "9".repeat(40),
  "null",
  "..",
  "%2e%2e%2f",
  "2026-02-30",
];

/** The request number `number`: mostly a good one with something spoilt, sometimes nothing but bytes. */
export function makeRequest(
  number: number,
  { random, routes, writeKey, secretKey, known, now }: Ingredients,
): FuzzRequest {
  const route = pick(random, routes);
  const mark = `zq${number.toString(36)}qz`;
  const filling: Filling = { shopper: `fuzz-${number}`, messageId: `m-${number}`, now };
  const method = random() < 0.93 ? route.method : pick(random, METHODS as [string, ...string[]]);
  const headers: Record<string, string> = {
    "Content-Type": random() < 0.8 ? "application/json" : pick(random, TYPES as [string, ...string[]]),
    ...authorization(random, { writeKey, secretKey, mark, isIngest: goesIn(route) }),
  };
  if (random() < 0.05) headers["Origin"] = `https://${mark}.example`;
  if (random() < 0.05) headers["X-Forwarded-Host"] = mark;
  if (random() < 0.03) headers["User-Agent"] = mark.repeat(500);
  let body = method === "GET" || method === "HEAD" ? null : bodyFor(random, route, filling, mark);
  if (random() < 0.1) headers["Content-Encoding"] = pick(random, ENCODINGS as [string, ...string[]]);
  if (body !== null && headers["Content-Encoding"] === "gzip" && random() < 0.7) body = gzipSync(body);
  return {
    method,
    path: pathFor(random, route, mark, [filling.shopper, ...known]),
    headers,
    body,
    mark,
    shopper: filling.shopper,
  };
}

function goesIn({ method, path }: Route): boolean {
  return method === "POST" && /^\/(v1\/\w+|beacon\/v1\/batch)$/.test(path) && !/webhooks|keys|import/.test(path);
}

function authorization(
  random: Random,
  { writeKey, secretKey, mark, isIngest }: { writeKey: string; secretKey: string; mark: string; isIngest: boolean },
): Record<string, string> {
  const chance = random();
  if (chance < 0.05) return {};
  if (chance < 0.1) return { Authorization: `Bearer sk_${mark}_${mark}` };
  if (chance < 0.13) return { Authorization: `Basic ${"=".repeat(5)}${mark}` };
  if (chance < 0.16) return { Authorization: `Basic ${Buffer.from(`${mark}:${mark}`).toString("base64")}` };
  if (chance < 0.18) return { Authorization: "Bearer sk_constructor_x" };
  const key = isIngest && random() < 0.7 ? writeKey : secretKey;
  return { Authorization: `Basic ${Buffer.from(`${key}:`).toString("base64")}` };
}

function bodyFor(random: Random, route: Route, filling: Filling, mark: string): Buffer {
  const chance = random();
  if (chance < 0.05) return nastyBytes(random);
  if (chance < 0.12) return Buffer.from(nastyJson(random, mark));
  const text = spoil(random, goodBody(route.path, filling), mark);
  if (chance < 0.17) return Buffer.from(text.slice(0, Math.floor(random() * text.length)));
  if (chance < 0.2) return Buffer.concat([Buffer.from(text), nastyBytes(random)]);
  return Buffer.from(text);
}

function pathFor(random: Random, route: Route, mark: string, ids: [string, ...string[]]): string {
  const path = route.path.replaceAll(/:(\w+)/g, () => {
    const chance = random();
    if (chance < 0.6) return pick(random, ids);
    return chance < 0.8 ? mark : pick(random, ODD_VALUES as [string, ...string[]]);
  });
  if (random() < 0.02) return `${path}/${mark}`;
  if (route.method !== "GET" && random() < 0.95) return path;
  const names = Object.keys(PARAMETERS).filter(() => random() < 0.06);
  if (random() < 0.05) names.push("__proto__");
  const pairs = names.map((name) => `${name}=${random() < 0.6 ? knownValue(name) : value(random, mark)}`);
  return pairs.length === 0 ? path : `${path}?${pairs.join("&")}`;
}

function knownValue(name: string): string {
  return Object.hasOwn(PARAMETERS, name) ? (PARAMETERS[name] ?? "") : "x";
}

function value(random: Random, mark: string): string {
  return random() < 0.5 ? mark : pick(random, ODD_VALUES as [string, ...string[]]);
}
