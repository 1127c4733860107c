import type * as z from "zod/mini";
import type { ErrorCode } from "../../protocol/error.ts";

/** One operation of the HTTP API, as the description is made from it. */
export interface Operation {
  method: "get" | "post" | "patch" | "delete";
  /** As the route is registered: `/v1/shoppers/:id`. */
  path: string;
  tag: "Events" | "Carts" | "Shoppers" | "Metrics" | "Webhooks" | "Store" | "Dashboard" | "Operation";
  summary: string;
  /** Whose key it takes: the secret key (or the dashboard's session), the public write key, the operator's, nobody's. */
  key: "secret" | "write" | "admin" | "none";
  /** Parameters of the address. */
  query?: z.ZodMiniType;
  /** JSON that is sent. */
  body?: z.ZodMiniType;
  /** Status of success; 200 when absent. */
  status?: number;
  /** What comes back, in words. */
  answer: string;
  /** The shape of its JSON; null where it answers text, a redirection or nothing. */
  answerBody: z.ZodMiniType | null;
  /** Error codes besides those that every operation of its kind can answer: see {@link errorCodes}. */
  errors?: ErrorCode[];
}
