import type { Identity, OutcomeType, Stage } from "../../protocol/outcome.ts";

/** Why an endpoint is disabled when its owner did it: then nothing is kept for it. */
export const DISABLED_BY_OWNER = "owner";

/** A webhook endpoint as the store lists it. Its secrets, queue and log live in its own object. */
export interface EndpointRecord {
  /** `we_` and random characters. */
  id: string;
  url: string;
  eventTypes: OutcomeType[];
  /** Stages and kinds of shopper of which it is told; absent: all. */
  stages?: Stage[] | undefined;
  identities?: Identity[] | undefined;
  description: string;
  /** Why it is disabled; null while it is enabled. */
  disabledReason: string | null;
  /** Epoch milliseconds. */
  createdAt: number;
}
