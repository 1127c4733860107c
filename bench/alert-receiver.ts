import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { OutcomePayload } from "../protocol/outcome.ts";

/** One alert as it arrived. Times are epoch milliseconds. */
export interface ReceivedAlert {
  id: string;
  deadlineAt: number;
  firedAt: number;
  receivedAt: number;
}

/** A receiver of webhooks on the loopback interface that keeps the times of alerts. */
export interface AlertReceiver {
  url: string;
  /** Every alert that arrived, by its webhook id, in the order of arrival. */
  alerts: Map<string, ReceivedAlert>;
  stop(): Promise<void>;
}

/** Starts a receiver that answers 200 after so many milliseconds. */
export async function startAlertReceiver(answerAfterMs: number): Promise<AlertReceiver> {
  const alerts = new Map<string, ReceivedAlert>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const receivedAt = Date.now();
      const { type, data } = JSON.parse(Buffer.concat(chunks).toString("utf8")) as OutcomePayload;
      const id = String(request.headers["webhook-id"]);
      if (type === "cart.abandoned" && !alerts.has(id)) {
        const [deadlineAt, firedAt] = [Date.parse(data.deadline), Date.parse(data.fired_at)];
        alerts.set(id, { id, deadlineAt, firedAt, receivedAt });
      }
      setTimeout(() => response.end("ok"), answerAfterMs);
    });
  });
  await new Promise<void>((done) => {
    server.listen(0, "127.0.0.1", done);
  });
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((done) => {
      server.close(done);
    });
  };
  return { url: `http://127.0.0.1:${port}/`, alerts, stop };
}
