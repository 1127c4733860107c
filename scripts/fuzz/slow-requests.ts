import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A request that takes its time, and never comes to its end. */
interface SlowRequest {
  name: string;
  head: string;
  /** What follows now and then, for ever; null for nothing. */
  drip: string | null;
}

/** So many of each kind at once. */
const AT_ONCE = 25;
const DRIP_EVERY_MS = 2_000;
/** The collector cuts them after 15 and 30 seconds; a slow machine may take longer. */
const GIVE_UP_MS = 120_000;
/** 0 stands for a connection that is closed without an answer. */
const ALLOWED = new Set([0, 400, 408, 503]);

/** What became of them: how many ended with which status, and what was wrong. */
export interface SlowReport {
  byStatus: Record<string, number>;
  findings: string[];
}

/** Sends requests that hold on to what they are given, and waits until the collector has got rid of all of them. */
export async function slowRequests(port: number, keys: { writeKey: string; secretKey: string }): Promise<SlowReport> {
  const report: SlowReport = { byStatus: {}, findings: [] };
  const one = async (slow: SlowRequest): Promise<void> => {
    const status = await endOf(port, slow);
    report.byStatus[String(status)] = (report.byStatus[String(status)] ?? 0) + 1;
    if (status === null) report.findings.push(`${slow.name}: still open after ${GIVE_UP_MS / 1000} s`);
    else if (!ALLOWED.has(status)) report.findings.push(`${slow.name}: answered ${status}`);
  };
  const all = kinds(keys).flatMap((slow) => Array.from({ length: AT_ONCE }, async () => one(slow)));
  await Promise.all(all);
  return { ...report, findings: [...new Set(report.findings)] };
}

function kinds({ writeKey, secretKey }: { writeKey: string; secretKey: string }): SlowRequest[] {
  const basic = `Authorization: Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
  const batch = (length: string): string => headOf("POST /v1/batch", basic, length);
  const owner = (line: string): string => headOf(line, `Authorization: Bearer ${secretKey}`, "Content-Length: 4000");
  // Most of what one request may hold, and not the rest.
  const half = `{"batch":[],"x":"${"x".repeat(400_000)}`;
  return [
    { name: "a body that never comes", head: batch("Content-Length: 4000"), drip: null },
    { name: "half of a large body", head: batch("Content-Length: 500000") + half, drip: null },
    { name: "a body, a byte now and then", head: batch("Content-Length: 4000"), drip: " " },
    { name: "a chunk now and then", head: batch("Transfer-Encoding: chunked"), drip: "1\r\n \r\n" },
    {
      name: "gzip, a byte now and then",
      head: batch("Content-Encoding: gzip\r\nContent-Length: 4000"),
      drip: "\u001f",
    },
    { name: "settings, a byte now and then", head: owner("PATCH /v1/settings"), drip: " " },
    { name: "an import, a byte now and then", head: owner("POST /v1/import"), drip: " " },
    { name: "half a head", head: "POST /v1/batch HTTP/1.1\r\nHost: x\r\n", drip: null },
    { name: "a line of the head now and then", head: "POST /v1/batch HTTP/1.1\r\n", drip: "X-Slow: x\r\n" },
  ];
}

function headOf(line: string, auth: string, length: string): string {
  return `${line} HTTP/1.1\r\nHost: x\r\n${auth}\r\nContent-Type: application/json\r\n${length}\r\n\r\n`;
}

/** The status of its answer once the server has closed the connection, 0 for none; null when it leaves it open. */
async function endOf(port: number, { head, drip }: SlowRequest): Promise<number | null> {
  const socket = connect(port, "127.0.0.1");
  let received = "";
  socket.on("data", (chunk) => {
    received += chunk.toString("latin1");
  });
  // A reset is an end too; `close` follows it.
  socket.on("error", () => {});
  socket.write(head);
  for (const giveUpAt = Date.now() + GIVE_UP_MS; !socket.destroyed;) {
    if (Date.now() > giveUpAt) {
      socket.destroy();
      return null;
    }
    await sleep(DRIP_EVERY_MS);
    if (drip !== null && socket.writable) socket.write(drip);
  }
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(received)?.[1] ?? 0);
}
