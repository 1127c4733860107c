import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { postBatch } from "../../../cli/collector/post-batch.ts";

type Handler = (request: IncomingMessage, body: string, response: ServerResponse) => void;

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(...handlers: Handler[]): Promise<string> {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const handler = handlers.length > 1 ? handlers.shift() : handlers[0];
    handler?.(request, body, response);
  });
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function answer(status: number, body: object, headers: Record<string, string> = {}): Handler {
  return (_, __, response) => response.writeHead(status, headers).end(JSON.stringify(body));
}

const OK = answer(200, { accepted: 1, duplicates: 0, rejected: [] });
const BUSY = { error: { code: "unavailable", message: "later" } };
const signal = new AbortController().signal;

test("sends as a browser's beacon does: text/plain, the write key in the body", async () => {
  let seen: { type: string | undefined; authorization: string | undefined; body: unknown } | null = null;
  const url = await serve((request, body, response) => {
    seen = {
      type: request.headers["content-type"],
      authorization: request.headers.authorization,
      body: JSON.parse(body),
    };
    OK(request, body, response);
  });
  expect(await postBatch({ url, writeKey: "wk_x", signal }, [{ messageId: "a" }])).toEqual({
    accepted: 1,
    duplicates: 0,
    rejected: [],
    retries: 0,
  });
  expect(seen).toEqual({
    type: "text/plain;charset=UTF-8",
    authorization: undefined,
    body: { writeKey: "wk_x", sentAt: expect.stringMatching(/Z$/), batch: [{ messageId: "a" }] },
  });
});

test.each([429, 503])("%i is tried again after Retry-After", async (status) => {
  const url = await serve(answer(status, BUSY, { "retry-after": "1" }), OK);
  const start = Date.now();
  expect(await postBatch({ url, writeKey: "wk_x", signal }, [])).toMatchObject({ accepted: 1, retries: 1 });
  expect(Date.now() - start).toBeGreaterThanOrEqual(1000);
});

test("a broken connection is tried again", async () => {
  const url = await serve((request) => request.socket.destroy(), OK);
  expect(await postBatch({ url, writeKey: "wk_x", signal }, [])).toMatchObject({ retries: 1 });
});

test("an unknown key is told at once, without another attempt", async () => {
  let requests = 0;
  const url = await serve((request, body, response) => {
    requests += 1;
    answer(401, { error: { code: "unauthorized", message: "no" } })(request, body, response);
  });
  await expect(postBatch({ url, writeKey: "wk_x", signal }, [])).rejects.toMatchObject({
    name: "CommandError",
    message: expect.stringContaining("does not know the write key"),
  });
  expect(requests).toBe(1);
});

test("a refused batch is told with the collector's code", async () => {
  const url = await serve(answer(413, { error: { code: "request_too_large", message: "too big" } }));
  await expect(postBatch({ url, writeKey: "wk_x", signal }, [])).rejects.toThrow("413 request_too_large: too big");
});

test("aborting ends the pause before the next attempt", async () => {
  const url = await serve(answer(503, BUSY, { "retry-after": "30" }));
  const stop = new AbortController();
  const posting = postBatch({ url, writeKey: "wk_x", signal: stop.signal }, []);
  setTimeout(() => stop.abort(new Error("stopped")), 50);
  await expect(posting).rejects.toThrow("stopped");
});
