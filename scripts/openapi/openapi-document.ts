import * as z from "zod/mini";
import { ERROR_STATUS, errorBodySchema } from "../../protocol/error.ts";
import { errorCodes } from "./error-codes.ts";
import type { DescribeFields, JsonSchema } from "./json-schema.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { aboutPathParameter } from "./path-parameters.ts";
import { webhookPayloads } from "./webhook-payloads.ts";

const SECURITY = {
  secret: [{ secretKey: [] }, { session: [] }],
  write: [{ writeKey: [] }, { secretKey: [] }],
  admin: [{ adminKey: [] }],
  none: [],
};
const ERROR_REF = { $ref: "#/components/schemas/Error" };

/**
 * The description of the whole HTTP API as an OpenAPI 3.1 document, made of the schemas that the routes check by. What
 * is said of their fields is for `describeFields` to find; without it they are only named.
 */
export function openapiDocument(version: string, describeFields: DescribeFields = () => {}) {
  const schemaOf: SchemaOf = (schema, io) => {
    const { $schema: _, ...json } = z.toJSONSchema(schema, { unrepresentable: "any", io });
    describeFields(json as JsonSchema, { schema, io });
    return json as JsonSchema;
  };
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: describe(operation, schemaOf) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Cartbeat",
      version,
      description:
        "Tells a shop, on time and once, that a shopper has left a cart behind. Money in fields that end in `_minor` is in " +
        "minor units of its currency; times are RFC 3339. Lists take `limit` and `cursor` and answer `next_cursor`.",
    },
    paths,
    webhooks: webhookPayloads(describeFields),
    components: {
      securitySchemes: {
        secretKey: {
          type: "http",
          scheme: "bearer",
          description: "The store's secret key (`sk_…`); for what changes nothing, also a read-only key (`rk_…`).",
        },
        writeKey: {
          type: "http",
          scheme: "basic",
          description: "The store's write key (`wk_…`) as user name; or as `writeKey` in the body or the address.",
        },
        adminKey: { type: "http", scheme: "bearer", description: "The operator's admin key." },
        session: { type: "apiKey", in: "cookie", name: "cartbeat_session", description: "A dashboard session." },
      },
      schemas: { Error: schemaOf(errorBodySchema, "output") },
    },
  };
}

type SchemaOf = (schema: z.ZodMiniType, io: "input" | "output") => JsonSchema;

function describe(operation: Operation, schemaOf: SchemaOf) {
  const { tag, summary, key, query, body, status = 200 } = operation;
  const parameters = [
    ...pathParameters(operation.path),
    ...(query === undefined ? [] : queryParameters(schemaOf(query, "input"))),
  ];
  const content = body === undefined ? {} : { "application/json": { schema: schemaOf(body, "input") } };
  return {
    operationId: `${operation.method}${operation.path.replaceAll(/[^A-Za-z0-9]+/g, "_")}`,
    tags: [tag],
    summary,
    security: SECURITY[key],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { content } }),
    responses: { [status]: success(operation, schemaOf), ...failures(operation) },
  };
}

function success({ answer, answerBody }: Operation, schemaOf: SchemaOf) {
  const content =
    answerBody === null ? {} : { content: { "application/json": { schema: schemaOf(answerBody, "output") } } };
  return { description: answer, ...content };
}

function failures(operation: Operation): Record<string, unknown> {
  const byStatus = Map.groupBy(errorCodes(operation), (code) => ERROR_STATUS[code]);
  return Object.fromEntries(
    Array.from(byStatus, ([status, codes]) => [
      status,
      { description: codes.join(", "), content: { "application/json": { schema: ERROR_REF } } },
    ]),
  );
}

function pathParameters(path: string) {
  return Array.from(path.matchAll(/:(\w+)/g), ([, name = ""]) => {
    const { description, example } = aboutPathParameter(path, name);
    return { name, in: "path", required: true, description, schema: { type: "string", examples: [example] } };
  });
}

function queryParameters({ properties = {}, required = [] }: JsonSchema) {
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: "query",
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}
