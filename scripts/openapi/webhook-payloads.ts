import * as z from "zod/mini";
import { OUTCOME_TYPES, outcomePayloadSchema, type OutcomeType } from "../../protocol/outcome.ts";
import type { DescribeFields, JsonSchema } from "./json-schema.ts";

const SUMMARIES: Readonly<Record<OutcomeType, string>> = {
  "cart.abandoned": "A cart was left",
  "cart.recovered": "An order followed the alert",
  "cart.retracted": "The alert was wrong",
  "recovery.reversed": "The order was cancelled, or its alert was retracted",
  "cart.expired": "Nothing came of the alert",
};
const HEADERS: Readonly<Record<string, [description: string, example: string]>> = {
  "webhook-id": ["The same in every attempt.", "c_1f3a9c27d04be815a6f2c390-1-abandoned-1"],
  "webhook-timestamp": ["When the attempt began, in seconds since 1970.", "1763634600"],
  "webhook-signature": [
    "`v1,…`: HMAC-SHA256 over id, timestamp and body, base64; during a rotation one for each secret.",
    "v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=",
  ],
};

/** What webhooks carry, for the `webhooks` of an OpenAPI document: one operation of the shop's for each type. */
export function webhookPayloads(describeFields: DescribeFields) {
  return Object.fromEntries(
    OUTCOME_TYPES.map((type) => [
      type,
      {
        post: {
          operationId: `webhook_${type.replace(".", "_")}`,
          tags: ["Webhooks"],
          summary: SUMMARIES[type],
          security: [],
          parameters: Object.entries(HEADERS).map(([name, [description, example]]) => {
            return { name, in: "header", required: true, description, schema: { type: "string", examples: [example] } };
          }),
          requestBody: { content: { "application/json": { schema: payloadOf(type, describeFields) } } },
          responses: {
            "2XX": { description: "Taken. Anything else, a redirect included, is tried again." },
            410: { description: "Never again: the endpoint is disabled." },
          },
        },
      },
    ]),
  );
}

function payloadOf(type: OutcomeType, describeFields: DescribeFields) {
  const { $schema: _, ...schema } = z.toJSONSchema(z.extend(outcomePayloadSchema, { type: z.literal(type) }));
  describeFields(schema as JsonSchema, { schema: outcomePayloadSchema, io: "output" });
  return schema as JsonSchema;
}
