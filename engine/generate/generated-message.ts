/** One generated message of the wire, as a client would send it. The order of the fields is that of the bytes. */
export interface GeneratedMessage {
  messageId: string;
  type: "track" | "identify";
  event?: string;
  /** RFC 3339 with milliseconds, UTC. */
  timestamp: string;
  userId?: string;
  anonymousId?: string;
  sessionId: string;
  context: { locale: string };
  properties?: Record<string, unknown>;
  traits?: Record<string, unknown>;
}

/** A generated message with its time in epoch milliseconds. */
export interface TimedMessage {
  at: number;
  message: GeneratedMessage;
}
