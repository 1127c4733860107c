import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Webhook } from "standardwebhooks";
import type { OutcomePayload } from "../../protocol/outcome.ts";
import type { Behaviour } from "./behaviour.ts";
import { respond } from "./respond.ts";

/** One attempt as it arrived. Times are epoch milliseconds. */
export interface Arrival {
  id: string;
  payload: OutcomePayload;
  receivedAt: number;
  /** `webhook-timestamp`: when the attempt began, in whole seconds. */
  begunAt: number;
  behaviour: Behaviour;
  /** When the answer was handed to the system; null when there was none, or not a whole one. */
  answeredAt: number | null;
}

/** A receiver that treats attempts as it is told to. */
export interface ChaosReceiver {
  url: string;
  /** Attempts with a good signature, in the order of arrival. */
  arrivals: Arrival[];
  /** Ids of messages that were answered with 2xx. */
  accepted: ReadonlySet<string>;
  /** Requests that should not have come: bad signatures, redirects that were followed. */
  wrong: string[];
  useSecret(secret: string): void;
  /** Refuses connections for a while. */
  goDown(ms: number): Promise<void>;
  close(): Promise<void>;
}

const ACCEPTING: readonly Behaviour[] = ["accepts", "accepts_late", "accepts_with_10_mb", "stops_in_the_body"];

/** Starts a receiver on a free port of 127.0.0.1. `treat` is asked once for each attempt, with its number. */
export async function startChaosReceiver(
  treat: (id: string, attempt: number) => Behaviour,
  onArrival: (arrival: Arrival) => void = () => {},
): Promise<ChaosReceiver> {
  const arrivals: Arrival[] = [];
  const attempts = new Map<string, number>();
  const accepted = new Set<string>();
  const wrong: string[] = [];
  let verifier: Webhook | null = null;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    const headers = request.headers as Record<string, string>;
    const id = headers["webhook-id"] ?? "";
    if (request.url !== "/webhooks") {
      wrong.push(`${request.method} ${request.url}`);
      response.writeHead(200).end();
      return;
    }
    let payload: OutcomePayload;
    try {
      if (verifier === null) throw new Error("no secret yet");
      payload = verifier.verify(body, headers) as OutcomePayload;
    } catch (error) {
      wrong.push(`${id}: ${String(error)}`);
      response.writeHead(401).end();
      return;
    }
    const attempt = (attempts.get(id) ?? 0) + 1;
    attempts.set(id, attempt);
    const arrival: Arrival = {
      id,
      payload,
      receivedAt: Date.now(),
      begunAt: Number(headers["webhook-timestamp"]) * 1000,
      behaviour: treat(id, attempt),
      answeredAt: null,
    };
    arrivals.push(arrival);
    if (ACCEPTING.includes(arrival.behaviour)) accepted.add(id);
    onArrival(arrival);
    if (await respond(arrival.behaviour, response)) arrival.answeredAt = Date.now();
  }

  const listen = async (port: number): Promise<Server> => {
    const server = createServer((request, response) => {
      // Who was killed in the middle of a request is missed by nobody.
      take(request, response).catch(() => response.destroy());
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    arrivals,
    accepted,
    wrong,
    useSecret(secret) {
      verifier = new Webhook(secret);
    },
    async goDown(ms) {
      await shut(server);
      await sleep(ms);
      server = await listen(port);
    },
    close: () => shut(server),
  };
}

async function shut(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
  await once(server, "close");
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}
