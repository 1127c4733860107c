/** One message as a client sends it, as far as a replay must know it. */
export interface SentMessage {
  messageId: string;
  /** RFC 3339 with milliseconds. */
  timestamp: string;
  userId?: string;
  anonymousId?: string;
  sessionId?: string;
  properties?: object;
}

/** A message on its way, with the line of the file that it came from and its time in the replay. */
export interface ReplayMessage {
  line: number;
  /** Epoch milliseconds; not to be sent before. */
  at: number;
  shopper: string;
  message: SentMessage;
}
