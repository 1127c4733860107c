import * as z from "zod/mini";
import { OUTCOME_TYPES, outcomePayloadSchema, type OutcomeType } from "../../protocol/outcome.ts";

const SUMMARIES: Readonly<Record<OutcomeType, string>> = {
  "cart.abandoned": "A cart was left",
  "cart.recovered": "An order followed the alert",
  "cart.retracted": "The alert was wrong",
  "recovery.reversed": "The order was cancelled, or its alert was retracted",
  "cart.expired": "Nothing came of the alert",
};
const HEADERS = {
  "webhook-id": "The same in every attempt.",
  "webhook-timestamp": "When the attempt began, in seconds since 1970.",
  "webhook-signature":
    "`v1,…`: HMAC-SHA256 over id, timestamp and body, base64; during a rotation one for each secret.",
};

/** What webhooks carry, for the `webhooks` of an OpenAPI document: one operation of the shop's for each type. */
export function webhookPayloads() {
  return Object.fromEntries(
    OUTCOME_TYPES.map((type) => [
      type,
      {
        post: {
          operationId: `webhook_${type.replace(".", "_")}`,
          tags: ["Webhooks"],
          summary: SUMMARIES[type],
          security: [],
          parameters: Object.entries(HEADERS).map(([name, description]) => {
            return { name, in: "header", required: true, description, schema: { type: "string" } };
          }),
          requestBody: { content: { "application/json": { schema: payloadOf(type) } } },
          responses: {
            "2XX": { description: "Taken. Anything else, a redirect included, is tried again." },
            410: { description: "Never again: the endpoint is disabled." },
          },
        },
      },
    ]),
  );
}

function payloadOf(type: OutcomeType) {
  const { $schema: _, ...schema } = z.toJSONSchema(z.extend(outcomePayloadSchema, { type: z.literal(type) }));
  return schema;
}
