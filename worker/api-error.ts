import { ERROR_STATUS, type ErrorBody, type ErrorCode } from "../protocol/error.ts";

/** Seconds after which a client may try again, where the answer does not know better. */
const RETRY_AFTER_SECONDS = 2;

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
  const body: ErrorBody = { error: { code, message: details.message ?? sentence(code) } };
  if (details.parameter !== undefined) body.error.parameter = details.parameter;
  const response = Response.json(body, { status: ERROR_STATUS[code] });
  const retryAfter = details.retryAfterSeconds ?? (isTemporary(code) ? RETRY_AFTER_SECONDS : null);
  if (retryAfter !== null) response.headers.set("Retry-After", String(retryAfter));
  return response;
}

function isTemporary(code: ErrorCode): boolean {
  return code === "rate_limited" || code === "unavailable";
}

/** Without a default: a new code that has no sentence fails the build. */
function sentence(code: ErrorCode): string {
  switch (code) {
    case "invalid_json":
      return "The body is not JSON.";
    case "invalid_batch":
      return "The body is not a batch of messages.";
    case "invalid_parameter":
      return "A parameter has a value that is not allowed.";
    case "unknown_parameter":
      return "There is no such parameter here.";
    case "invalid_setting":
      return "A setting is unknown or has a value that is not allowed.";
    case "invalid_webhook":
      return "The webhook endpoint is not acceptable.";
    case "unauthorized":
      return "The key is missing or unknown.";
    case "forbidden":
      return "This key may not do that.";
    case "origin_not_allowed":
      return "This origin is not on the store's list.";
    case "not_found":
      return "There is nothing here.";
    case "method_not_allowed":
      return "This path does not take that method.";
    case "setting_is_fixed":
      return "This setting can no longer be changed: the store has events.";
    case "conflict":
      return "The request contradicts the present state.";
    case "request_too_large":
      return "The request is too large.";
    case "too_many_messages":
      return "The batch holds too many messages.";
    case "unreadable_body":
      return "The body cannot be read: send JSON, plain or gzip.";
    case "rate_limited":
      return "Too many requests.";
    case "internal_error":
      return "Something went wrong here.";
    case "unavailable":
      return "Try again shortly.";
  }
}
