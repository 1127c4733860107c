/** A JSON Schema, as far as the documentation looks into it. */
export interface Schema {
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: Schema | boolean;
  description?: string;
  examples?: unknown[];
  [keyword: string]: unknown;
}

/** A parameter of an operation. */
export interface Parameter {
  name: string;
  in: "path" | "query";
  required: boolean;
  description?: string;
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

/** The shape of what comes back when all is well; null where that is no JSON. */
export function schemaOfAnswer({ responses }: Operation): Schema | null {
  const success = Object.entries(responses).find(([status]) => status.startsWith("2"));
  return success?.[1].content?.["application/json"].schema ?? null;
}

/** Every field of a schema with the way to it, `items[].price_minor`, and what is said of it; each way once. */
export function describedFields(schema: Schema): [path: string, description: string][] {
  const found = new Map<string, string>();
  const visit = (at: string, { properties = {}, items, anyOf = [], oneOf = [], additionalProperties }: Schema) => {
    for (const [name, field] of Object.entries(properties)) {
      const path = at === "" ? name : `${at}.${name}`;
      if (!found.has(path)) found.set(path, field.description ?? "");
      visit(path, field);
    }
    for (const part of [...anyOf, ...oneOf]) visit(at, part);
    if (items !== undefined) visit(`${at}[]`, items);
    if (typeof additionalProperties === "object") visit(`${at}.*`, additionalProperties);
  };
  visit("", schema);
  return [...found];
}

/** Something that fits a schema, to begin with: every field that is asked for or can be. */
export function exampleOf(schema: Schema): unknown {
  if (schema.examples !== undefined) return schema.examples[0];
  if (schema["const"] !== undefined) return schema["const"];
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema["format"] === "date-time") return "2026-11-20T10:00:00.000Z";
  if (schema["format"] === "date") return "2026-11-20";
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first !== undefined) return exampleOf(first);
  if (schema.properties !== undefined) {
    return Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, exampleOf(field)]));
  }
  const type = [schema.type].flat()[0];
  if (type === "array") return schema.items === undefined ? [] : [exampleOf(schema.items)];
  if (type === "number" || type === "integer") return 0;
  if (type === "boolean") return false;
  return type === "object" ? {} : "";
}
