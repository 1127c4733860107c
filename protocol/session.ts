/** What GET and POST /v1/session answer: who is signed in to the dashboard, and until when. */
export interface SessionAnswer {
  store: string;
  /** RFC 3339. */
  expires_at: string;
  /** The write key of the operator's configuration, for the script tag; null once it was rotated away. */
  write_key: string | null;
  /** False until the store has accepted its first event. */
  has_events: boolean;
}
