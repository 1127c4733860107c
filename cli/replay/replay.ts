import { startAlertReceiver } from "../alerts/alert-receiver.ts";
import { createEndpoint, deleteEndpoint } from "../alerts/webhook-endpoint.ts";
import type { OwnerAccess } from "../collector/owner-request.ts";
import { postBatch } from "../collector/post-batch.ts";
import { readSettings, restoreCutoff, setCutoff } from "../collector/store-cutoff.ts";
import { startProgress, type ProgressOutput } from "../progress.ts";
import { waitUntil } from "../wait-until.ts";
import { alertSummary, type AlertSummary } from "./alert-summary.ts";
import { batchMessages, type ReplayMessage } from "./batch-messages.ts";
import { countLines } from "./count-lines.ts";
import { lastDeadline } from "./last-deadline.ts";
import { readRees46 } from "./read-rees46.ts";
import { replayMessages } from "./replay-messages.ts";
import { alertReport, sentReport } from "./replay-report.ts";
import { sendBatches } from "./send-batches.ts";
import { emptyTally, type Tally } from "./tally.ts";

/** What to replay, where and how. */
export interface ReplayOptions {
  file: string;
  access: OwnerAccess;
  writeKey: string;
  /** How many times faster than it happened. */
  speed: number;
  /** Cut-off in minutes of the file's time; null leaves the store's own cut-off as it is. */
  cutoffMinutes: number | null;
  /** False: stop at the end of the file. True: wait until the last deadline has passed. */
  wait: boolean;
  /** Aborting ends the replay early; what had been changed is still put back. */
  signal: AbortSignal;
  output: ProgressOutput;
}

/** What came of a replay. */
export interface ReplayResult {
  tally: Tally;
  alerts: AlertSummary;
  interrupted: boolean;
}

/** Room after a deadline for the alarm and the webhook. */
const DELIVERY_MARGIN_MS = 3000;

/**
 * Replays a file against a running collector, prints what happens, and answers the totals. The webhook it creates and
 * the cut-off it sets are gone afterwards, whatever happens. Throws CommandError for what a person can put right.
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { access, cutoffMinutes, speed } = options;
  // Fails on an unreadable file before anything is touched.
  await readRees46(options.file).next();
  const former = await readSettings(access);
  const receiver = await startAlertReceiver();
  try {
    const endpoint = await createEndpoint(access, receiver.url, "cartbeat replay");
    receiver.useSecret(endpoint.secret);
    try {
      if (cutoffMinutes !== null) await setCutoff(access, cutoffMinutes / speed);
      return await run(options, receiver.log);
    } finally {
      if (cutoffMinutes !== null) await restoreCutoff(access, former);
      await deleteEndpoint(access, endpoint.id);
    }
  } finally {
    await receiver.close();
  }
}

async function run(options: ReplayOptions, log: Parameters<typeof alertSummary>[0]): Promise<ReplayResult> {
  const { access, signal, output } = options;
  const tally = emptyTally();
  const shoppers = new Set<string>();
  const summary = (): AlertSummary => alertSummary(log, shoppers, tally.newestAt);
  let interrupted = false;
  try {
    await sendFile(options, tally, shoppers);
    for (const line of sentReport(tally)) output.print(line);
    if (tally.newestAt !== null) {
      await waitUntil(tally.newestAt + DELIVERY_MARGIN_MS, signal);
      if (options.wait) {
        for (const line of alertReport(summary(), false)) output.print(line);
        await waitForDeadlines(await lastDeadlineNow(access, tally.newestAt), options);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    interrupted = true;
    output.print("Stopped before the end.");
    for (const line of sentReport(tally)) output.print(line);
  }
  for (const line of alertReport(summary(), true)) output.print(line);
  return { tally, alerts: summary(), interrupted };
}

async function sendFile(options: ReplayOptions, tally: Tally, shoppers: Set<string>): Promise<void> {
  const { access, writeKey, signal, speed, output } = options;
  const total = Math.max(0, (await countLines(options.file)) - 1);
  const progress = startProgress("replay", total, output);
  const messages = replayMessages(readRees46(options.file), { speed, startAt: () => Date.now() }, tally);
  try {
    await sendBatches(batchMessages(noteShoppers(messages, shoppers)), {
      post: (batch) => postBatch({ url: access.url, writeKey, signal }, batch),
      tally,
      signal,
      onAnswer: () => progress.update(tally.sent),
    });
  } finally {
    progress.stop();
  }
}

async function* noteShoppers(messages: AsyncIterable<ReplayMessage>, shoppers: Set<string>) {
  for await (const message of messages) {
    shoppers.add(message.shopper);
    yield message;
  }
}

async function lastDeadlineNow(access: OwnerAccess, newestAt: number): Promise<number | null> {
  return lastDeadline(await readSettings(access), newestAt);
}

async function waitForDeadlines(deadline: number | null, { output, signal }: ReplayOptions): Promise<void> {
  if (deadline === null) return;
  const until = deadline + DELIVERY_MARGIN_MS;
  const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  output.print(`waiting ${seconds} s for the last deadline (Ctrl-C stops)`);
  await waitUntil(until, signal);
}
