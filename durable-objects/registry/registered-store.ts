/** A store as the registry lists it. Times are epoch milliseconds. */
export interface RegisteredStore {
  name: string;
  /** Null for one of the operator's configuration, which is listed here only once it is closed. */
  createdAt: number | null;
  /** Null while it is open. */
  closedAt: number | null;
}
