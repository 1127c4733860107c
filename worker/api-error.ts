import { ERROR_STATUS, type ErrorBody, type ErrorCode } from "../protocol/error.ts";

/** Seconds after which a client may try again, where the answer does not know better. */
const RETRY_AFTER_SECONDS = 2;

/** A new code that has no sentence fails the build. */
const SENTENCES: Record<ErrorCode, string> = {
  invalid_json: "The body is not JSON.",
  invalid_batch: "The body is not a batch of messages.",
  invalid_parameter: "A parameter has a value that is not allowed.",
  unknown_parameter: "There is no such parameter here.",
  invalid_setting: "A setting is unknown or has a value that is not allowed.",
  invalid_webhook: "The webhook endpoint is not acceptable.",
  unauthorized: "The key is missing or unknown.",
  forbidden: "This key may not do that.",
  origin_not_allowed: "This origin is not on the store's list.",
  not_found: "There is nothing here.",
  method_not_allowed: "This path does not take that method.",
  setting_is_fixed: "This setting can no longer be changed: the store has events.",
  conflict: "The request contradicts the present state.",
  request_too_large: "The request is too large.",
  too_many_messages: "The batch holds too many messages.",
  unreadable_body: "The body cannot be read: send JSON, plain or gzip.",
  rate_limited: "Too many requests.",
  internal_error: "Something went wrong here.",
  unavailable: "Try again shortly.",
};

/** What an error answer may say beside its code. */
export interface ApiErrorDetails {
  /** For people; must not repeat input. Absent: the code's own sentence. */
  message?: string;
  /** The parameter, setting or field that is wrong: a name of ours, or the name of an unknown parameter. */
  parameter?: string;
  retryAfterSeconds?: number;
}

/** The answer for an error code: its status, the `ErrorBody` and, where waiting helps, `Retry-After`. */
export function apiError(code: ErrorCode, details: ApiErrorDetails = {}): Response {
  const body: ErrorBody = { error: { code, message: details.message ?? SENTENCES[code] } };
  if (details.parameter !== undefined) body.error.parameter = details.parameter;
  const response = Response.json(body, { status: ERROR_STATUS[code] });
  const retryAfter = details.retryAfterSeconds ?? (isTemporary(code) ? RETRY_AFTER_SECONDS : null);
  if (retryAfter !== null) response.headers.set("Retry-After", String(retryAfter));
  return response;
}

function isTemporary(code: ErrorCode): boolean {
  return code === "rate_limited" || code === "unavailable";
}
