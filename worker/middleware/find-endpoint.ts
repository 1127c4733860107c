import type { MiddlewareHandler } from "hono";
import type { EndpointRecord } from "../../durable-objects/store/endpoint-record.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { storeStub } from "../store-stub.ts";

/** Sets `c.var.endpoint` to the store's webhook endpoint that `:id` names, or answers 404. Needs `c.var.store`. */
export function findEndpoint(): MiddlewareHandler<AppEnv & { Variables: { endpoint: EndpointRecord } }> {
  return async function findEndpointMiddleware(c, next) {
    const endpoints = await storeStub(c.env, c.var.store).endpoints();
    const endpoint = endpoints.find(({ id }) => id === c.req.param("id"));
    if (endpoint === undefined) return apiError("not_found");
    c.set("endpoint", endpoint);
    await next();
    return undefined;
  };
}
