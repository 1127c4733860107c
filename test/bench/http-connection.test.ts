import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { HttpConnection } from "../../bench/http-connection.ts";

async function connectionTo(listener: RequestListener): Promise<HttpConnection> {
  const server = createServer(listener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const connection = new HttpConnection((server.address() as AddressInfo).port, { "X-Key": "k" });
  onTestFinished(() => connection.close());
  return connection;
}

test("posts again and again over one connection and reads each whole answer", async () => {
  const ports = new Set<number | undefined>();
  const connection = await connectionTo((request, response) => {
    ports.add(request.socket.remotePort);
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString()));
    request.on("end", () => response.end(`${request.url} ${String(request.headers["x-key"])} ${body}`));
  });
  expect(await connection.post("/a", "één")).toEqual({ status: 200, body: "/a k één" });
  expect(await connection.post("/b", "two")).toEqual({ status: 200, body: "/b k two" });
  expect(ports.size).toBe(1);
});

test("reads an answer that comes in chunks", async () => {
  const connection = await connectionTo((_request, response) => {
    response.statusCode = 503;
    response.write("first ");
    setTimeout(() => response.end("second"), 20);
  });
  expect(await connection.post("/", "")).toEqual({ status: 503, body: "first second" });
});

test("rejects when the server goes away", async () => {
  const connection = await connectionTo((request) => request.socket.destroy());
  await expect(connection.post("/", "")).rejects.toThrow(/closed|reset|hang up/i);
});
