import type * as z from "zod/mini";

/** A JSON Schema, as far as it is looked into here. */
export interface JsonSchema {
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  additionalProperties?: JsonSchema | boolean;
  description?: string;
  examples?: unknown[];
  [keyword: string]: unknown;
}

/** A schema that is exported under a name, and whether what goes in or what comes out is meant. */
export interface FieldSource {
  schema: z.ZodMiniType;
  io: "input" | "output";
}

/** Writes into a JSON Schema what the docstrings say beside the fields of the schema that it was made of. */
export type DescribeFields = (json: JsonSchema, source: FieldSource) => void;
