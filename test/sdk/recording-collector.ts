import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A message as it arrived. */
export interface ReceivedMessage {
  messageId: string;
  type: string;
  event?: string;
  timestamp: number;
  anonymousId: string;
  userId?: string;
  sessionId: string;
  context: { tab_id: string; seq: number; page: { url: string }; identity_token?: string; [name: string]: unknown };
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
}

/** A request as it arrived. `at` is epoch milliseconds. */
export interface ReceivedRequest {
  at: number;
  method: string;
  path: string;
  contentType: string | undefined;
  bytes: number;
  /** As text, before what the messages share was put into each of them. */
  text: string;
  body: { writeKey: string; sentAt: number; batch: ReceivedMessage[]; ask?: string[]; keep?: object };
  /** What it was answered; 0 when the connection was cut. */
  status: number;
}

/** How to answer a request. Status 0 cuts the connection. */
export interface Answer {
  status: number;
  retryAfter?: string;
  /** Answered only after this. */
  after?: Promise<unknown>;
  /** A page in place of the collector's own answer. */
  page?: string;
}

/** A collector that remembers every request, the refused ones too, and answers as it is told. */
export interface RecordingCollector {
  url: string;
  requests: ReceivedRequest[];
  preflights: number;
  /** Decides the answer to each request; 200 unless set. */
  answer: (request: ReceivedRequest) => Answer;
  /** Ids of the messages that were answered with 200, each as often as it was. */
  accepted(): string[];
  /** The messages answered with 200, each once, in order of arrival. */
  messages(): ReceivedMessage[];
  /** Resolves when `condition` holds, looking again after each request; fails after 30 s, saying what there was. */
  until(condition: () => boolean, wanted: string): Promise<void>;
  /** Resolves when this many different messages were answered with 200. */
  untilAccepted(count: number): Promise<void>;
  stop(): Promise<void>;
}

const PATIENCE_MS = 30_000;

/** Starts one on a free port of the loopback interface; it serves `script` as /cartbeat.js. */
export async function startRecordingCollector(script: string): Promise<RecordingCollector> {
  const watchers = new Set<() => void>();
  const server = createServer((request, response) => {
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("access-control-allow-headers", "*");
    response.setHeader("access-control-expose-headers", "Retry-After");
    if (request.method === "OPTIONS") {
      collector.preflights++;
      response.writeHead(204).end();
    } else if (request.url === "/cartbeat.js") {
      response.setHeader("content-type", "text/javascript").end(script);
    } else {
      void take(request, response);
    }
  });

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    if (request.method === "DELETE") return void response.writeHead(204).end();
    const received: ReceivedRequest = {
      at,
      method: request.method!,
      path: request.url!,
      contentType: request.headers["content-type"],
      bytes: bytes.length,
      text: bytes.toString(),
      body: read(bytes.toString()),
      status: -1,
    };
    collector.requests.push(received);
    const { status, retryAfter, after, page } = collector.answer(received);
    received.status = page === undefined ? status : -1;
    for (const look of watchers) look();
    await after;
    if (status === 0) return void request.socket.destroy();
    if (retryAfter) response.setHeader("retry-after", retryAfter);
    if (page !== undefined) {
      return void response.writeHead(status, { "content-type": "text/html" }).end(page);
    }
    response.writeHead(status, { "content-type": "application/json" });
    if (status !== 200) return void response.end('{"error":{"code":"no","message":"No."}}');
    const known = received.body.ask?.filter((id) => collector.accepted().includes(id));
    response.end(JSON.stringify({ accepted: received.body.batch.length, duplicates: 0, rejected: [], known }));
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const collector: RecordingCollector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    preflights: 0,
    answer: () => ({ status: 200 }),
    accepted: () => acceptedMessages().map((message) => message.messageId),
    messages: () => [...new Map(acceptedMessages().map((message) => [message.messageId, message])).values()],
    until(condition, wanted) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(
          () => finish(() => reject(new Error(`Waited for ${wanted}; ${summary()}`))),
          PATIENCE_MS,
        );
        const look = () => condition() && finish(resolve);
        const finish = (settle: () => void) => {
          clearTimeout(timer);
          watchers.delete(look);
          settle();
        };
        watchers.add(look);
        look();
      });
    },
    untilAccepted: (count) =>
      collector.until(() => collector.messages().length >= count, `${count} messages to be accepted`),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };

  function acceptedMessages(): ReceivedMessage[] {
    return collector.requests.filter(({ status }) => status === 200).flatMap(({ body }) => body.batch);
  }

  function summary(): string {
    const requests = collector.requests.map(({ status, body }) => `${status}: ${body.batch.length}`);
    return `there were ${requests.length} requests (status: messages): ${requests.join(", ")}`;
  }

  return collector;
}

/** What the messages of a batch share stands beside them, as the real collector reads it. */
function read(text: string): ReceivedRequest["body"] {
  const { type, anonymousId, userId, sessionId, context, ...body } = JSON.parse(text) as ReceivedRequest["body"] &
    Partial<ReceivedMessage>;
  const shared = JSON.parse(JSON.stringify({ type, anonymousId, userId, sessionId })) as object;
  const batch = body.batch.map((message) => ({
    ...shared,
    ...message,
    context: { ...context, ...message.context },
  }));
  return { ...body, batch };
}
