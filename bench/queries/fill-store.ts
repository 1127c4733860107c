import { sendWindow } from "../../cli/import/send-window.ts";
import { type WindowEntry, windowEntry } from "../../cli/import/window-batches.ts";
import { generateTraffic } from "../../engine/generate/generate-traffic.ts";
import { quietCounters } from "../counters.ts";

/** The store to fill. */
export interface FilledStore {
  port: number;
  secretKey: string;
}

/** Messages that are sent and awaited together. */
const WINDOW = 10_000;
const DAY_MS = 86_400_000;

/**
 * Imports so many generated events of the last `days` days, and waits until the metrics have them. Another seed makes
 * other people.
 */
export async function fillStore(
  { port, secretKey }: FilledStore,
  { count, days, seed }: { count: number; days: number; seed: string },
): Promise<void> {
  const target = { url: `http://127.0.0.1:${port}`, signal: new AbortController().signal };
  const traffic = generateTraffic({ count, seed, until: Date.now(), lengthMs: days * DAY_MS, locale: "vi-VN" });
  let entries: WindowEntry[] = [];
  let line = 0;
  const send = async (): Promise<void> => {
    const { rejected } = await sendWindow(entries, target, secretKey);
    if (rejected.length > 0) throw new Error(`refused: ${rejected[0]?.message ?? ""}`);
    entries = [];
  };
  for (const { message } of traffic) {
    line += 1;
    entries.push(windowEntry(line, { ...message }));
    if (entries.length === WINDOW) await send();
  }
  if (entries.length > 0) await send();
  await quietCounters(port, secretKey);
}
