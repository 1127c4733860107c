import { connect, type Socket } from "node:net";

/** What came back: the status and the body as text. */
export interface HttpAnswer {
  status: number;
  body: string;
}

/**
 * One keep-alive HTTP/1.1 connection to a server on this machine, one request at a time. Node's own client takes more
 * processor time for a request than the fastest server measured here, and would measure itself.
 */
export class HttpConnection {
  readonly #socket: Socket;
  readonly #head: string;
  #received: Buffer = Buffer.alloc(0);
  #waiting: { done: (answer: HttpAnswer) => void; fail: (error: Error) => void } | null = null;

  /** `headers` go with every request. */
  constructor(port: number, headers: Readonly<Record<string, string>>) {
    const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}`);
    this.#head = lines.join("\r\n");
    this.#socket = connect({ port, host: "127.0.0.1", noDelay: true });
    this.#socket.on("data", (chunk: Buffer) => this.#read(chunk));
    this.#socket.on("error", (error) => this.#fail(error));
    this.#socket.on("close", () => this.#fail(new Error("The server closed the connection")));
  }

  /** Sends a POST and resolves with its answer. Rejects when the connection fails; it is of no use then. */
  post(path: string, body: string): Promise<HttpAnswer> {
    const length = Buffer.byteLength(body);
    this.#socket.write(`POST ${path} HTTP/1.1\r\n${this.#head}\r\nContent-Length: ${length}\r\n\r\n${body}`);
    return new Promise((done, fail) => {
      this.#waiting = { done, fail };
    });
  }

  /** Sends a GET and resolves with its answer, as `post` does. */
  get(path: string): Promise<HttpAnswer> {
    this.#socket.write(`GET ${path} HTTP/1.1\r\n${this.#head}\r\n\r\n`);
    return new Promise((done, fail) => {
      this.#waiting = { done, fail };
    });
  }

  close(): void {
    this.#waiting = null;
    this.#socket.destroy();
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const answer = wholeAnswer(this.#received);
    if (answer === null) return;
    this.#received = Buffer.alloc(0);
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.done(answer);
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.fail(error);
  }
}

/** The answer, when all of it is there; null until then. There is never more than one: requests wait for it. */
function wholeAnswer(received: Buffer): HttpAnswer | null {
  const headEnd = received.indexOf("\r\n\r\n");
  if (headEnd < 0) return null;
  const head = received.toString("latin1", 0, headEnd);
  const status = Number(head.slice(9, 12));
  const body = received.subarray(headEnd + 4);
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1];
  if (length !== undefined) return body.length < Number(length) ? null : { status, body: body.toString("utf8") };
  if (!/\r\ntransfer-encoding: chunked/i.test(head)) return { status, body: "" };
  return body.toString("latin1").endsWith("0\r\n\r\n") ? { status, body: chunks(body) } : null;
}

function chunks(body: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const lineEnd = body.indexOf("\r\n", at);
    const size = Number.parseInt(body.toString("latin1", at, lineEnd), 16);
    if (!(size > 0)) break;
    parts.push(body.subarray(lineEnd + 2, lineEnd + 2 + size));
    at = lineEnd + 2 + size + 2;
  }
  return Buffer.concat(parts).toString("utf8");
}
