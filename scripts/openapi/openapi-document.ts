import * as z from "zod/mini";
import { ERROR_STATUS, errorBodySchema } from "../../protocol/error.ts";
import { errorCodes } from "./error-codes.ts";
import type { Operation } from "./operation.ts";
import { operations } from "./operations.ts";
import { webhookPayloads } from "./webhook-payloads.ts";

/** A JSON Schema, as far as it is looked into here. */
interface Schema {
  properties?: Record<string, Schema>;
  required?: string[];
  [keyword: string]: unknown;
}

const SECURITY = {
  secret: [{ secretKey: [] }, { session: [] }],
  write: [{ writeKey: [] }, { secretKey: [] }],
  admin: [{ adminKey: [] }],
  none: [],
};
const ERROR_REF = { $ref: "#/components/schemas/Error" };

/** The description of the whole HTTP API as an OpenAPI 3.1 document, made of the schemas that the routes check by. */
export function openapiDocument(version: string) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [operation.method]: describe(operation) };
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
    webhooks: webhookPayloads(),
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

function describe(operation: Operation) {
  const { tag, summary, key, body, status = 200 } = operation;
  const parameters = [...pathParameters(operation.path), ...queryParameters(operation.query)];
  return {
    operationId: `${operation.method}${operation.path.replaceAll(/[^A-Za-z0-9]+/g, "_")}`,
    tags: [tag],
    summary,
    security: SECURITY[key],
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : { requestBody: { content: { "application/json": { schema: schemaOf(body) } } } }),
    responses: { [status]: success(operation), ...failures(operation) },
  };
}

function success({ answer, answerBody }: Operation) {
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
  return Array.from(path.matchAll(/:(\w+)/g), ([, name]) => ({
    name,
    in: "path",
    required: true,
    schema: { type: "string" },
  }));
}

function queryParameters(query: z.ZodMiniType | undefined) {
  const { properties = {}, required = [] } = query === undefined ? {} : schemaOf(query);
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: required.includes(name),
    schema,
  }));
}

function schemaOf(schema: z.ZodMiniType, io: "input" | "output" = "input"): Schema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { unrepresentable: "any", io });
  return rest as Schema;
}
