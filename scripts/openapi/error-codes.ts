import type { ErrorCode } from "../../protocol/error.ts";
import type { Operation } from "./operation.ts";

/** What a request that is sent without a key can be refused for as well. */
const OF_EVERY_OPERATION = ["internal_error", "unavailable"] as const;

/** Every error code with which an operation can answer, the most particular last. */
export function errorCodes({ key, query, body, errors = [] }: Omit<Operation, "answerBody">): ErrorCode[] {
  const codes: ErrorCode[] = [
    ...(query === undefined && body === undefined ? [] : (["invalid_parameter"] as const)),
    ...(query === undefined ? [] : (["unknown_parameter"] as const)),
    ...(body === undefined ? [] : (["invalid_json", "request_too_large", "unreadable_body"] as const)),
    ...(key === "none" ? [] : (["unauthorized", "forbidden", "rate_limited"] as const)),
    ...OF_EVERY_OPERATION,
    ...errors,
  ];
  return [...new Set(codes)];
}
