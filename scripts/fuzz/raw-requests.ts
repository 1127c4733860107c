import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { createGzip, gzipSync } from "node:zlib";

/** A request that no HTTP client would send. */
export interface RawRequest {
  name: string;
  /** Written one after the other, with a pause in between. */
  parts: (string | Buffer)[];
  /** Statuses that are right; 0 stands for a connection that is closed without an answer. */
  allowed: number[];
}

const PART_PAUSE_MS = 300;
const ANSWER_LIMIT_MS = 20_000;
const BOMB_BYTES = 500 * 1024 * 1024;

/** The table of them. `key` is a write key. */
export async function rawRequests(key: string): Promise<RawRequest[]> {
  const auth = `Host: x\r\nAuthorization: Basic ${Buffer.from(`${key}:`).toString("base64")}\r\nContent-Type: application/json\r\n`;
  const post = `POST /v1/batch HTTP/1.1\r\n${auth}`;
  const empty = '{"batch":[]}';
  const bomb = await zeros(BOMB_BYTES);
  const twice = gzipSync(await zeros(20 * 1024 * 1024));
  const gzip = (body: Buffer): (string | Buffer)[] => [
    `${post}Content-Encoding: gzip\r\nContent-Length: ${body.byteLength}\r\n\r\n`,
    body,
  ];
  return [
    { name: "a gzip bomb of 500 MB", parts: gzip(bomb), allowed: [413] },
    { name: "gzip inside of gzip", parts: gzip(twice), allowed: [400, 413, 415] },
    { name: "gzip that ends early", parts: gzip(gzipSync(empty).subarray(0, 15)), allowed: [415] },
    {
      name: "gzip with a tail",
      parts: gzip(Buffer.concat([gzipSync(empty), Buffer.from("tail")])),
      allowed: [200, 415],
    },
    {
      name: "a body that comes a byte at a time",
      parts: [`${post}Content-Length: 12\r\n\r\n`, ...empty.split("")],
      allowed: [200],
    },
    {
      name: "a body that ends early",
      parts: [`${post}Content-Length: 1000\r\n\r\n{"batch`, "CLOSE"],
      allowed: [0, 400, 503],
    },
    { name: "a length that lies", parts: [`${post}Content-Length: 5\r\n\r\n${empty}`], allowed: [400] },
    { name: "a negative length", parts: [`${post}Content-Length: -1\r\n\r\n`], allowed: [0, 400] },
    {
      name: "two lengths",
      parts: [`${post}Content-Length: 12\r\nContent-Length: 3\r\n\r\n${empty}`],
      allowed: [0, 400],
    },
    {
      name: "a length and chunks",
      parts: [`${post}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\nc\r\n${empty}\r\n0\r\n\r\n`],
      allowed: [0, 200, 400],
    },
    {
      name: "chunks without size",
      parts: [`${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n${empty}\r\n`, "CLOSE"],
      allowed: [0, 400, 503],
    },
    {
      name: "endless chunks",
      parts: [
        `${post}Transfer-Encoding: chunked\r\n\r\n`,
        ...Array.from({ length: 12 }, () => `10000\r\n${"x".repeat(65_536)}\r\n`),
      ],
      allowed: [0, 413],
    },
    { name: "a head of 200 KB", parts: [`${post}X-Long: ${"a".repeat(200_000)}\r\n\r\n`], allowed: [0, 400, 413, 431] },
    {
      name: "a NUL in a header",
      parts: [`${post}X-Nul: a\0b\r\nContent-Length: 12\r\n\r\n${empty}`],
      allowed: [0, 200, 400],
    },
    {
      name: "a path that is no text",
      parts: [Buffer.from("GET /v1/shoppers/\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n", "latin1")],
      allowed: [0, 400, 401, 404],
    },
    {
      name: "a method that is none",
      parts: [`BREW /v1/batch HTTP/1.1\r\n${auth}\r\n`],
      allowed: [0, 400, 404, 405, 501],
    },
    {
      name: "an upgrade",
      parts: [`GET /v1/batch HTTP/1.1\r\n${auth}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`],
      allowed: [0, 400, 405, 426],
    },
    {
      name: "Expect: 100-continue",
      parts: [`${post}Expect: 100-continue\r\nContent-Length: 12\r\n\r\n`, empty],
      allowed: [100, 200],
    },
    { name: "no HTTP", parts: ["\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n"], allowed: [0, 400] },
    {
      name: "an absolute address",
      parts: [`GET http://169.254.169.254/latest/ HTTP/1.1\r\n${auth}\r\n`],
      allowed: [0, 400, 404],
    },
  ];
}

/** Sends one and answers the status, 0 for none; null when the server leaves it unanswered and open. */
export async function sendRaw(port: number, { parts }: RawRequest): Promise<number | null> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
  });
  // A reset is an answer too; `close` follows it.
  socket.on("error", () => {});
  for (const part of parts) {
    if (socket.destroyed) break;
    if (part === "CLOSE") socket.end();
    else socket.write(part);
    await sleep(parts.length > 2 ? PART_PAUSE_MS / 3 : 0);
  }
  const giveUpAt = Date.now() + ANSWER_LIMIT_MS;
  while (!socket.destroyed && !received.includes("\r\n\r\n") && Date.now() < giveUpAt) await sleep(10);
  const closed = socket.destroyed;
  socket.destroy();
  if (received === "") return closed ? 0 : null;
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 0);
}

/** So many zero bytes, compressed. */
async function zeros(bytes: number): Promise<Buffer> {
  const gzip = createGzip({ level: 9 });
  const chunk = Buffer.alloc(1024 * 1024);
  const chunks: Buffer[] = [];
  gzip.on("data", (part: Buffer) => chunks.push(part));
  const ended = new Promise((done) => gzip.once("end", done));
  for (let left = bytes; left > 0; left -= chunk.length) {
    if (!gzip.write(chunk)) await new Promise((done) => gzip.once("drain", done));
  }
  gzip.end();
  await ended;
  return Buffer.concat(chunks);
}
