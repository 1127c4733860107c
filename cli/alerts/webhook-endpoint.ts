import { ownerRequest, type OwnerAccess } from "../collector/owner-request.ts";
import { CommandError } from "../command-error.ts";
import type { Webhook } from "../../protocol/webhook.ts";

/** An endpoint that this program created and will delete. */
export interface CreatedEndpoint {
  id: string;
  /** The signing secret (`whsec_…`). */
  secret: string;
}

/** Creates an endpoint for every outcome type. Throws {@link CommandError} when the collector refuses it. */
export async function createEndpoint(access: OwnerAccess, url: string, description: string): Promise<CreatedEndpoint> {
  const answer = (await ownerRequest(access, {
    method: "POST",
    path: "/v1/webhooks",
    body: { url, description },
  })) as Partial<Webhook> | null;
  if (answer?.id === undefined || answer.secret === undefined) {
    throw new CommandError("The collector created a webhook but told no id or secret.");
  }
  return { id: answer.id, secret: answer.secret };
}

/** Deletes an endpoint. */
export async function deleteEndpoint(access: OwnerAccess, id: string): Promise<void> {
  await ownerRequest(access, { method: "DELETE", path: `/v1/webhooks/${encodeURIComponent(id)}` });
}
