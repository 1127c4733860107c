import * as z from "zod/mini";

/** Every error code of the HTTP API with its status. A new code without a status fails the build. */
export const ERROR_STATUS = {
  invalid_json: 400,
  invalid_batch: 400,
  invalid_parameter: 400,
  unknown_parameter: 400,
  invalid_setting: 400,
  invalid_webhook: 400,
  unauthorized: 401,
  forbidden: 403,
  origin_not_allowed: 403,
  not_found: 404,
  method_not_allowed: 405,
  setting_is_fixed: 409,
  conflict: 409,
  request_too_large: 413,
  too_many_messages: 413,
  unreadable_body: 415,
  rate_limited: 429,
  internal_error: 500,
  unavailable: 503,
} as const;

/** One of the error codes of the HTTP API. */
export type ErrorCode = keyof typeof ERROR_STATUS;

/** The body of every error answer. `message` is for people and never repeats input. */
export const errorBodySchema = z.strictObject({
  /** What is wrong. */
  error: z.strictObject({
    /** For programs. */
    code: z.enum(Object.keys(ERROR_STATUS) as ErrorCode[]),
    /** For people; it never repeats what was sent. @example "There is no such parameter." */
    message: z.string(),
    /** The field or parameter that is wrong. @example "min_value" */
    parameter: z.exactOptional(z.string()),
  }),
});

/** The body of every error answer. */
export type ErrorBody = z.infer<typeof errorBodySchema>;
