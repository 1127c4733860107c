import type { Identity, OutcomeType, Stage } from "../../protocol/outcome.ts";
import type { Alert } from "./ledger.ts";

/** An endpoint as far as deciding who is told needs it. */
export interface Addressee {
  id: string;
  eventTypes: readonly OutcomeType[];
  /** Stages of which it wants to hear; absent: all. */
  stages?: readonly Stage[] | undefined;
  /** Kinds of shopper of whom it wants to hear; absent: all. */
  identities?: readonly Identity[] | undefined;
}

/** What of an alert the filters of endpoints ask about. */
export interface AlertSubject {
  stage: Stage;
  /** Null for a shopper who is not known. */
  userId: string | null;
}

/** Endpoints that are told of a new alert. */
export function addresseesOfAlert(subject: AlertSubject, endpoints: readonly Addressee[]): string[] {
  return endpoints
    .filter((endpoint) => endpoint.eventTypes.includes("cart.abandoned") && wants(endpoint, subject))
    .map((endpoint) => endpoint.id);
}

/**
 * Endpoints that are told what came of an alert: those at which it was attempted, whatever stages and identities they
 * want by now. An endpoint that does not take alerts at all still hears of recoveries and expiries if it asked for
 * them; a correction would correct nothing there.
 */
export function addresseesOfSequel(type: OutcomeType, alert: Alert, endpoints: readonly Addressee[]): string[] {
  const subject = { stage: alert.stage, userId: alert.data.user_id };
  return endpoints
    .filter((endpoint) => {
      if (!endpoint.eventTypes.includes(type)) return false;
      if (alert.attempted.includes(endpoint.id)) return true;
      return type !== "cart.retracted" && !endpoint.eventTypes.includes("cart.abandoned") && wants(endpoint, subject);
    })
    .map((endpoint) => endpoint.id);
}

function wants({ stages, identities }: Addressee, { stage, userId }: AlertSubject): boolean {
  if (stages !== undefined && !stages.includes(stage)) return false;
  return identities === undefined || identities.includes(userId === null ? "anonymous" : "known");
}
