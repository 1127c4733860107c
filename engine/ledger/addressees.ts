import type { OutcomeType } from "../../protocol/outcome.ts";
import type { Alert } from "./ledger.ts";

/** An endpoint as far as deciding who is told needs it. */
export interface Addressee {
  id: string;
  eventTypes: readonly OutcomeType[];
}

/** Endpoints that are told of a new alert. */
export function addresseesOfAlert(endpoints: readonly Addressee[]): string[] {
  return endpoints.filter((endpoint) => endpoint.eventTypes.includes("cart.abandoned")).map((endpoint) => endpoint.id);
}

/**
 * Endpoints that are told what came of an alert: those at which it was attempted. An endpoint that does not take alerts
 * at all still hears of recoveries and expiries if it asked for them; a correction would correct nothing there.
 */
export function addresseesOfSequel(type: OutcomeType, alert: Alert, endpoints: readonly Addressee[]): string[] {
  return endpoints
    .filter((endpoint) => {
      if (!endpoint.eventTypes.includes(type)) return false;
      if (alert.attempted.includes(endpoint.id)) return true;
      return type !== "cart.retracted" && !endpoint.eventTypes.includes("cart.abandoned");
    })
    .map((endpoint) => endpoint.id);
}
