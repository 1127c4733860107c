import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import type { Trust } from "../../engine/event.ts";
import { parseTime } from "../../engine/event-time.ts";
import { type BatchOptions, normalizeBatch } from "../../engine/normalize/normalize-batch.ts";
import type { Settings } from "../../protocol/settings.ts";
import { CommandError } from "../command-error.ts";
import type { Received, Refused } from "./traffic.ts";

/** How lines of messages are read. */
export interface MessageOptions {
  /** `messages`: every line states `receivedAt`. `ndjson`: a line without it was received when it happened. */
  format: "ndjson" | "messages";
  settings: Pick<Settings, "currency" | "identity_verification">;
  /** Counts what the collector would have refused. */
  refused: Refused;
}

/** Which browser sent a request is not recorded; a message without `context.userAgent` is not one without a browser. */
const SOME_BROWSER =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

/** What a line says of the request that brought its message. */
const ENVELOPE = ["receivedAt", "sentAt", "trust", "writeKey"] as const;

/** Messages that came in one request, as far as can be told: received and sent at the same time, with the same key. */
interface Request {
  receivedAt: number;
  sentAt: number | null;
  trust: Trust;
  messages: Record<string, unknown>[];
  lines: number[];
  /** Characters of the longest line. */
  longest: number;
}

/**
 * Messages as on the wire, one a line, read as the collector reads them. A line may say `"trust": "confirmed"`: it came
 * with the secret key. Throws {@link CommandError} naming the line that is no message at all.
 */
export async function* messageTraffic(
  lines: AsyncIterable<string[]>,
  options: MessageOptions,
): AsyncGenerator<Received[]> {
  let request: Request | null = null;
  let line = 0;
  for await (const texts of lines) {
    const received: Received[] = [];
    for (const text of texts) {
      line += 1;
      if (text.trim() === "") continue;
      const next = requestOf(text, line, options.format);
      if (request !== null && isSameRequest(request, next)) {
        request.messages.push(...next.messages);
        request.lines.push(line);
        request.longest = Math.max(request.longest, text.length);
      } else {
        if (request !== null) received.push(...receive(request, options));
        request = next;
      }
    }
    yield received;
  }
  if (request !== null) yield receive(request, options);
}

function requestOf(text: string, line: number, format: MessageOptions["format"]): Request {
  const raw = objectOf(text, line);
  const { receivedAt: statedReceivedAt, sentAt: statedSentAt, trust, writeKey } = raw;
  const message = ENVELOPE.some((field) => field in raw) ? withoutEnvelope(raw) : raw;
  const isConfirmed = trust === "confirmed" || (typeof writeKey === "string" && writeKey.startsWith("sk_"));
  const request = {
    trust: isConfirmed ? ("confirmed" as const) : ("claim" as const),
    messages: [message],
    lines: [line],
    longest: text.length,
  };
  if (statedReceivedAt !== undefined && statedReceivedAt !== null) {
    const receivedAt = parseTime(statedReceivedAt) ?? bad(line, "receivedAt must be RFC 3339 with a time zone");
    return { ...request, receivedAt, sentAt: parseTime(statedSentAt) };
  }
  if (format === "messages") bad(line, "receivedAt is missing");
  const at =
    parseTime(message["timestamp"] ?? message["originalTimestamp"]) ??
    bad(line, "timestamp must be RFC 3339 with a time zone");
  // Read once: to the collector a time is the same as its milliseconds.
  message["timestamp"] = at;
  return { ...request, receivedAt: at, sentAt: null };
}

/** The message alone. A copy that leaves fields out costs as much as reading it: most lines need none. */
function withoutEnvelope(raw: Record<string, unknown>): Record<string, unknown> {
  const { receivedAt: _receivedAt, sentAt: _sentAt, trust: _trust, writeKey: _writeKey, ...message } = raw;
  return message;
}

function isSameRequest(a: Request, b: Request): boolean {
  return a.receivedAt === b.receivedAt && a.sentAt === b.sentAt && a.trust === b.trust;
}

function receive(
  { receivedAt, sentAt, trust, messages, lines, longest }: Request,
  options: MessageOptions,
): Received[] {
  const { settings, refused } = options;
  const batch = normalizeBatch(messages, {
    receivedAt,
    sentAt,
    trust,
    userAgent: SOME_BROWSER,
    currency: settings.currency,
    constants: ENGINE_CONSTANTS,
    identityVerification: settings.identity_verification,
    // The secrets are not here, and nobody forges their own past.
    verify: () => true,
    // Who else had a message in the same request is not known.
    maxShoppers: Infinity,
    textLength: longest,
  } satisfies BatchOptions);
  for (const { code } of batch.rejected) refused.set(code, (refused.get(code) ?? 0) + 1);
  const lineOf = (index: number): number => lines[index] ?? 0;
  return [
    ...batch.events.map(({ index, shopper, event }) => ({ at: receivedAt, line: lineOf(index), shopper, event })),
    ...batch.unowned.map(({ index, event }) => ({ at: receivedAt, line: lineOf(index), shopper: null, event })),
    ...batch.aliases.map(({ index, ...alias }) => ({ at: receivedAt, line: lineOf(index), alias })),
  ];
}

function objectOf(text: string, line: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return bad(line, "it is not JSON");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  return bad(line, "it is not a JSON object");
}

function bad(line: number, why: string): never {
  throw new CommandError(`Line ${line} cannot be read: ${why}.`);
}
