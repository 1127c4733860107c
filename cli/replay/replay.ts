import { startAlertReceiver } from "../alerts/alert-receiver.ts";
import type { DeliveryLog } from "../alerts/delivery-log.ts";
import { createEndpoint, deleteEndpoint } from "../alerts/webhook-endpoint.ts";
import type { OwnerAccess } from "../collector/owner-request.ts";
import { postBatch, type IngestTarget } from "../collector/post-batch.ts";
import { readSettings, restoreCutoff, setCutoff } from "../collector/store-cutoff.ts";
import { startProgress, type ProgressOutput } from "../progress.ts";
import { waitUntil } from "../wait-until.ts";
import { alertSummary, type AlertSummary } from "./alert-summary.ts";
import { countLines } from "./count-lines.ts";
import { lastAlert } from "./last-alert.ts";
import { readPast } from "./read-past.ts";
import { replayMessages } from "./replay-messages.ts";
import { alertReport, sentReport } from "./replay-report.ts";
import type { ReplayMessage } from "./replay-message.ts";
import { sendMessages } from "./send-messages.ts";
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
  /** How many shoppers there are for each one in the file. */
  shoppers: number;
  /** True: the file again and again, until it is stopped. */
  loop: boolean;
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
const LONGEST_GATHER_MS = 500;

/**
 * Replays a file against a running collector, prints what happens, and answers the totals. The webhook it creates and
 * the cut-off it sets are gone afterwards, whatever happens. Throws CommandError for what a person can put right.
 */
export async function replay(options: ReplayOptions): Promise<ReplayResult> {
  const { access, cutoffMinutes, speed } = options;
  // Fails on an unreadable file before anything is touched.
  await readPast(options.file).next();
  const former = await readSettings(access);
  const receiver = await startAlertReceiver();
  try {
    const endpoint = await createEndpoint(access, receiver.url, "cartbeat replay");
    receiver.useSecret(endpoint.secret);
    try {
      if (cutoffMinutes !== null) await setCutoff(access, cutoffMinutes / speed);
      return await run(options, receiver.log);
    } finally {
      const { print } = options.output;
      if (cutoffMinutes !== null) await putBack("the cut-off", () => restoreCutoff(access, former), print);
      await putBack("the webhook", () => deleteEndpoint(access, endpoint.id), print);
    }
  } finally {
    await receiver.close();
  }
}

async function run(options: ReplayOptions, log: DeliveryLog): Promise<ReplayResult> {
  const { signal, output } = options;
  const tally = emptyTally();
  const shoppers = new Set<string>();
  const summary = (): AlertSummary => alertSummary(log, shoppers, tally.newestAt);

  let finished = await finishes(sendFile(options, tally, shoppers), signal);
  for (const line of sentReport(tally)) output.print(line);
  if (finished) {
    finished = await finishes(waitForAlerts(options, tally, summary), signal);
  }
  if (!finished) output.print("Stopped before the end.");
  const alerts = summary();
  for (const line of alertReport(alerts, true)) output.print(line);
  return { tally, alerts, interrupted: !finished };
}

/** True when the work came to its end, false when the signal ended it; throws what else it throws. */
async function finishes(work: Promise<void>, signal: AbortSignal): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}

/** A failure here is told and goes no further: it must not hide the one that may have led here. */
async function putBack(what: string, undo: () => Promise<void>, print: (line: string) => void): Promise<void> {
  try {
    await undo();
  } catch (error) {
    print(`Could not put back ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function sendFile(options: ReplayOptions, tally: Tally, shoppers: Set<string>): Promise<void> {
  const { access, writeKey, signal, speed, loop, output } = options;
  const total = Math.max(0, (await countLines(options.file)) - 1) * options.shoppers;
  const progress = startProgress("replay", total, output);
  const target: IngestTarget = {
    url: access.url,
    writeKey,
    signal,
    onLongPause: (reason) => output.print(`${reason}; trying again`),
  };
  const plan = { speed, loop, shoppers: options.shoppers, startAt: () => Date.now() };
  const messages = replayMessages(() => readPast(options.file), plan, tally);
  try {
    await sendMessages(noteShoppers(messages, shoppers), {
      post: (batch) => postBatch(target, batch),
      tally,
      gatherMs: gatherMs(options),
      signal,
      onAnswer: () => progress.update(tally.sent),
    });
    progress.update(total);
  } finally {
    progress.stop();
  }
}

/** Messages wait for others no longer than a sixtieth of the cut-off: they must arrive before the deadlines they move. */
function gatherMs({ cutoffMinutes, speed }: ReplayOptions): number {
  const cutoffMs = cutoffMinutes === null ? Infinity : (cutoffMinutes * 60_000) / speed;
  return Math.min(LONGEST_GATHER_MS, cutoffMs / 60);
}

async function* noteShoppers(messages: AsyncIterable<ReplayMessage>, shoppers: Set<string>) {
  for await (const message of messages) {
    shoppers.add(message.shopper);
    yield message;
  }
}

async function waitForAlerts(options: ReplayOptions, tally: Tally, summary: () => AlertSummary): Promise<void> {
  const { access, output, signal } = options;
  const { newestAt, worstLagMs } = tally;
  if (newestAt === null) return;
  const sentAt = Date.now();
  await waitUntil(newestAt + DELIVERY_MARGIN_MS, signal);
  if (!options.wait) return;
  for (const line of alertReport(summary(), false)) output.print(line);
  const last = lastAlert(await readSettings(access), { newestAt, sentAt, worstLagMs });
  if (last === null) return;
  const until = last + DELIVERY_MARGIN_MS;
  const seconds = Math.max(0, Math.ceil((until - Date.now()) / 1000));
  output.print(`waiting ${seconds} s for the last deadline (Ctrl-C stops)`);
  await waitUntil(until, signal);
}
