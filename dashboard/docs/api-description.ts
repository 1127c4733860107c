/** A JSON Schema, as far as the documentation looks into it. */
export interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  [keyword: string]: unknown;
}

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  schema: Schema;
}

/** One way in which an operation answers. */
interface Response {
  description: string;
  content?: { "application/json": { schema: Schema } };
}

/** An operation of the API. */
export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  security: Record<string, unknown>[];
  parameters?: Parameter[];
  requestBody?: { content: { "application/json": { schema: Schema } } };
  responses: Record<string, Response>;
}

/** /openapi.json, as far as the documentation looks into it. */
export interface ApiDescription {
  info: { version: string; description: string };
  paths: Record<string, Record<string, Operation>>;
}

/** An operation with its place. */
export interface PlacedOperation {
  method: string;
  path: string;
  operation: Operation;
}

/** The operations by tag, in the order of the description. */
export function operationsByTag({ paths }: ApiDescription): [tag: string, operations: PlacedOperation[]][] {
  const all = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
  );
  const tags = [...new Set(all.map(({ operation }) => operation.tags[0] ?? ""))];
  return tags.map((tag) => [tag, all.filter(({ operation }) => operation.tags[0] === tag)]);
}

/** The shape of what comes back when all is well, as an example; null where that is no JSON. */
export function exampleOfAnswer({ responses }: Operation): unknown {
  const success = Object.entries(responses).find(([status]) => status.startsWith("2"));
  const schema = success?.[1].content?.["application/json"].schema;
  return schema === undefined ? null : exampleOf(schema);
}

/** Something that fits a schema, to begin with: every field that is asked for or can be. */
export function exampleOf(schema: Schema): unknown {
  if (schema["const"] !== undefined) return schema["const"];
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema["format"] === "date-time") return "2026-11-20T10:00:00.000Z";
  if (schema["format"] === "date") return "2026-11-20";
  if (schema.anyOf !== undefined) return exampleOf(schema.anyOf[0] ?? {});
  if (schema.properties !== undefined) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, exampleOf(field)]));
  }
  if (schema.type === "array") return schema.items === undefined ? [] : [exampleOf(schema.items)];
  if (schema.type === "number" || schema.type === "integer") return 0;
  if (schema.type === "boolean") return false;
  return schema.type === "object" ? {} : "";
}
