import type { Env } from "../../durable-objects/env.ts";
import type { EndpointRecord } from "../../durable-objects/store/endpoint-record.ts";
import type { EndpointStatus } from "../../durable-objects/webhook/endpoint-status.ts";
import { endpointStub } from "./endpoint-stub.ts";

/** How each endpoint of a store is doing, in the order given; null for one whose object does not answer. */
export async function endpointStatuses(
  env: Pick<Env, "WEBHOOK_ENDPOINT">,
  store: string,
  endpoints: readonly Pick<EndpointRecord, "id">[],
): Promise<(EndpointStatus | null)[]> {
  return await Promise.all(
    endpoints.map(async ({ id }) => {
      try {
        return await endpointStub(env, store, id).status();
      } catch (error) {
        console.error("An endpoint's object does not answer", id, String(error));
        return null;
      }
    }),
  );
}
