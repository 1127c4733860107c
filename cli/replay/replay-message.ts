import type { TrackMessage } from "./row-message.ts";

/** A message on its way, with the line of the file that it came from and its time in the replay. */
export interface ReplayMessage {
  line: number;
  /** Epoch milliseconds; not to be sent before. */
  at: number;
  shopper: string;
  message: TrackMessage;
}
