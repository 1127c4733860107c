/** One message of the past, as it will be sent. */
export interface HistoryMessage {
  messageId: string;
  userId?: string;
  anonymousId?: string;
  [field: string]: unknown;
}

/** Why a line is not sent, or was refused. */
export interface LineProblem {
  code: string;
  message: string;
}

/** What one line of a file amounts to: messages (a line may hold a whole session), or why it has none. */
export type HistoryLine = { line: number } & ({ messages: HistoryMessage[] } | { problem: LineProblem });
