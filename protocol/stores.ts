/** What POST /v1/stores answers. The keys are shown once. */
export interface CreatedStore {
  store: string;
  write_key: string;
  secret_key: string;
}

/** A store as GET /v1/stores lists it; by name. */
export interface StoreEntry {
  store: string;
  /** True for one of the operator's configuration. */
  configured: boolean;
  /** RFC 3339; null for one of the configuration. */
  created_at: string | null;
  /** RFC 3339; null while it is open. */
  closed_at: string | null;
}
