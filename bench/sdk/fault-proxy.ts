import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { markersIn } from "./markers.ts";

/** How long a request and its answer are on their way together. */
const LATENCY_MS = 100;

/**
 * What goes wrong at the collector: it refuses, orders a pause that begins with its first refusal, is not there, or
 * takes everything and answers late.
 */
export type Fault =
  | { kind: "none" }
  | { kind: "refuses"; status: number }
  | { kind: "orders a pause"; pauseMs: number }
  | { kind: "is away" }
  | { kind: "answers late"; afterMs: number };

/** A request as it came. `at` is epoch milliseconds. */
export interface LaneRequest {
  at: number;
  bytes: number;
  /** The events in it. */
  markers: string[];
  /** When it was answered, or cut. */
  answeredAt: number;
  /** What it was answered; 0 when the connection was cut, -1 before. */
  status: number;
}

/** What one run sees of the collector: an address of its own, with faults of its own. */
export interface Lane {
  id: string;
  /** What the SDK is given as its collector. */
  url: string;
  fault: Fault;
  requests: LaneRequest[];
  preflights: number;
  /** From the first refusal to the end of the pause that it ordered; null when none was. */
  pause: { from: number; until: number } | null;
}

/** Answers a request in a collector's place. */
export type Upstream = (request: UpstreamRequest) => Promise<UpstreamAnswer>;

/** A request without the lane in its path. */
export interface UpstreamRequest {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
}

/** What goes back to the browser. */
export interface UpstreamAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

/** A collector behind a network that is slow and fails on demand. */
export interface FaultProxy {
  /** A lane that nobody used. */
  lane(id: string, upstream: Upstream): Lane;
  stop(): Promise<void>;
}

/** Starts one on a free port of the loopback interface. */
export async function startFaultProxy(): Promise<FaultProxy> {
  const lanes = new Map<string, { lane: Lane; upstream: Upstream }>();
  const server = createServer((request, response) => {
    const [, id = "", path = "/"] = /^\/([^/]+)(.*)$/.exec(request.url ?? "") ?? [];
    const found = lanes.get(id);
    if (found === undefined) response.writeHead(404).end();
    else void take(found.lane, (sent) => found.upstream({ ...sent, path }), { request, response });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    lane(id, upstream) {
      const lane: Lane = { id, url: `${url}/${id}`, fault: { kind: "none" }, requests: [], preflights: 0, pause: null };
      lanes.set(id, { lane, upstream });
      return lane;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

async function take(lane: Lane, forward: Upstream, { request, response }: Exchange): Promise<void> {
  const at = Date.now();
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // The browser has gone in the middle of it: nothing came.
    return;
  }
  const body = Buffer.concat(chunks);
  if (request.method === "OPTIONS") {
    lane.preflights++;
    await sleep(LATENCY_MS);
    response.writeHead(204, cors(request)).end();
    return;
  }
  const isPost = request.method === "POST";
  const markers = isPost ? markersIn(body) : [];
  const record: LaneRequest = { at, bytes: body.length, markers, answeredAt: Infinity, status: -1 };
  // Questions and the like count as well; what is only read does not.
  if (isPost) lane.requests.push(record);
  // Judged when it comes, as a collector does that goes down a moment later.
  const { fault } = lane;
  await sleep(LATENCY_MS);
  if (fault.kind === "is away") {
    Object.assign(record, { status: 0, answeredAt: Date.now() });
    request.socket.destroy();
    return;
  }
  const now = Date.now();
  if (fault.kind === "orders a pause") lane.pause ??= { from: now, until: now + fault.pauseMs };
  if (fault.kind === "refuses" || (fault.kind === "orders a pause" && lane.pause !== null && now < lane.pause.until)) {
    const status = fault.kind === "refuses" ? fault.status : 429;
    Object.assign(record, { status, answeredAt: now });
    if (lane.pause !== null) response.setHeader("retry-after", Math.ceil((lane.pause.until - now) / 1000));
    response.writeHead(status, cors(request)).end();
    return;
  }
  const sent = { method: request.method ?? "GET", path: request.url ?? "/", headers: plainHeaders(request), body };
  const answer = await forward(sent).catch(() => ({ status: 502, headers: {}, body: Buffer.alloc(0) }));
  record.status = answer.status;
  if (fault.kind === "answers late") await sleep(fault.afterMs);
  record.answeredAt = Date.now();
  response.writeHead(answer.status, { ...cors(request), ...answer.headers }).end(answer.body);
}

/** Some SDKs send cookies along; then the answer must name their page. */
function cors(request: IncomingMessage): Record<string, string> {
  return {
    "access-control-allow-origin": request.headers.origin ?? "*",
    "access-control-allow-credentials": "true",
    "access-control-allow-headers": request.headers["access-control-request-headers"] ?? "*",
    "access-control-allow-methods": "GET, POST, DELETE",
    "access-control-expose-headers": "retry-after",
    "access-control-max-age": "3600",
  };
}

function plainHeaders(request: IncomingMessage): Record<string, string> {
  const wanted = ["content-type", "content-encoding", "user-agent", "origin", "authorization"];
  return Object.fromEntries(
    wanted.flatMap((name) => (request.headers[name] ? [[name, String(request.headers[name])]] : [])),
  );
}
