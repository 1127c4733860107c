import type { GeneratedMessage } from "./generated-message.ts";

/** JSON of the products that messages name, which are few, while messages are many. */
const known = new WeakMap<object, string>();
/** JSON of the texts that come again and again. */
const texts = new Map<string, string>();
const MOST_TEXTS = 4096;

/** A message as one line of NDJSON: what `JSON.stringify` makes of it, in less time. Ids and names of ours need no escape. */
export function messageLine(message: GeneratedMessage): string {
  const { messageId, type, event, timestamp, userId, anonymousId, sessionId, context, properties, traits } = message;
  let line = `{"messageId":"${messageId}","type":"${type}"`;
  if (event !== undefined) line += `,"event":"${event}"`;
  line += `,"timestamp":"${timestamp}"`;
  if (userId !== undefined) line += `,"userId":"${userId}"`;
  if (anonymousId !== undefined) line += `,"anonymousId":"${anonymousId}"`;
  line += `,"sessionId":"${sessionId}","context":{"locale":"${context.locale}"}`;
  if (properties !== undefined) line += `,"properties":${objectJson(properties)}`;
  if (traits !== undefined) line += `,"traits":${JSON.stringify(traits)}`;
  return `${line}}\n`;
}

function objectJson(fields: Record<string, unknown>): string {
  let json = "";
  for (const name in fields) {
    const value = fields[name];
    json += `${json === "" ? "{" : ","}"${name}":${valueJson(value)}`;
  }
  return json === "" ? "{}" : `${json}}`;
}

function valueJson(value: unknown): string {
  if (typeof value === "string") return textJson(value);
  if (Array.isArray(value)) return listJson(value);
  // Numbers and truth values have no characters to escape, and numbers of ours are finite.
  return typeof value === "number" || typeof value === "boolean" ? String(value) : JSON.stringify(value);
}

function textJson(text: string): string {
  let json = texts.get(text);
  if (json === undefined) {
    json = JSON.stringify(text);
    if (texts.size < MOST_TEXTS) texts.set(text, json);
  }
  return json;
}

function listJson(list: readonly object[]): string {
  let json = "";
  for (const value of list) {
    let text = known.get(value);
    if (text === undefined) {
      text = JSON.stringify(value);
      known.set(value, text);
    }
    json += json === "" ? text : `,${text}`;
  }
  return `[${json}]`;
}
