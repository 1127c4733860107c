import { type AbandonedCartsParameters, abandonedCartsParametersSchema } from "../../protocol/abandoned-carts.ts";

/** The parameters, or the name of the one that is wrong and why. */
export type ReadParameters =
  | { ok: true; parameters: AbandonedCartsParameters }
  | { ok: false; code: "invalid_parameter" | "unknown_parameter"; parameter: string; message: string };

/** Reads the parameters of GET /v1/carts/abandoned from an address. Each of them may be given once. */
export function readAbandonedCartsParameters(search: URLSearchParams): ReadParameters {
  const given: Record<string, string> = {};
  for (const [parameter, value] of search) {
    if (!Object.hasOwn(abandonedCartsParametersSchema.shape, parameter)) {
      return { ok: false, code: "unknown_parameter", parameter, message: "There is no such parameter here." };
    }
    if (Object.hasOwn(given, parameter)) return invalid(parameter, "is given twice");
    given[parameter] = value;
  }
  const parsed = abandonedCartsParametersSchema.safeParse(given);
  if (parsed.success) return { ok: true, parameters: parsed.data };
  const [issue] = parsed.error.issues;
  return invalid(String(issue?.path[0] ?? ""), issue?.message ?? "is not allowed");
}

function invalid(parameter: string, reason: string): ReadParameters {
  return { ok: false, code: "invalid_parameter", parameter, message: `${parameter} ${reason}.` };
}
