import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { openFieldDocs } from "../../../scripts/openapi/field-docs.ts";
import type { JsonSchema } from "../../../scripts/openapi/json-schema.ts";
import { openapiDocument } from "../../../scripts/openapi/openapi-document.ts";

const ROOT = join(import.meta.dirname, "../../..");
/** A name that tells an amount, by the unit that its description must name. */
const UNITS: [name: RegExp, unit: RegExp][] = [
  [/_minor$|Minor$/, /minor units|likewise/],
  [/_ms$|Ms$|^p50$/, /millisecond/],
];

interface Parameter {
  name: string;
  description?: string;
  schema: JsonSchema;
}
interface Content {
  "application/json"?: { schema: JsonSchema };
}
interface Operation {
  parameters?: Parameter[];
  requestBody?: { content: Content };
  responses: Record<string, { content?: Content }>;
}

/** Every parameter, and every field of every request and answer, with the way to it. */
const fields: [path: string, name: string, field: JsonSchema][] = [];

beforeAll(async () => {
  const docs = await openFieldDocs();
  const { paths, webhooks, components } = openapiDocument("0", docs.describe);
  docs.close();
  const operations = Object.entries({ ...paths, ...webhooks }).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, told]) => [`${method} ${path}`, told] as const),
  );
  for (const [path, { parameters = [], requestBody, responses }] of operations) {
    for (const { schema, name, description } of parameters) {
      fields.push([path, name, description === undefined ? schema : { ...schema, description }]);
    }
    for (const body of [requestBody, ...Object.values(responses)]) {
      collect(path, body?.content?.["application/json"]?.schema ?? {});
    }
  }
  collect("an error", components.schemas.Error);
});

function collect(path: string, schema: JsonSchema): void {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    fields.push([path, name, field]);
    collect(`${path} ${name}`, field);
  }
  const { anyOf = [], oneOf = [], items, additionalProperties } = schema;
  for (const part of [...anyOf, ...oneOf, items, additionalProperties]) {
    if (typeof part === "object") collect(path, part);
  }
}

/** True where what may stand there cannot be seen from the schema itself: a text or a number of any kind. */
function isOpenValue({ type, format, enum: choice, const: only, anyOf = [], items }: JsonSchema): boolean {
  if (anyOf.length > 0) return anyOf.some(isOpenValue);
  if (items !== undefined) return isOpenValue(items);
  const isOpen = typesOf(type).some((each) => each === "string" || each === "number" || each === "integer");
  return isOpen && choice === undefined && only === undefined && format !== "date-time" && format !== "date";
}

function fits({ type, anyOf, items }: JsonSchema, example: unknown): boolean {
  if (anyOf !== undefined) return anyOf.some((part) => fits(part, example));
  const types = typesOf(type);
  if (Array.isArray(example)) return types.includes("array") && example.every((each) => fits(items ?? {}, each));
  if (Number.isInteger(example) && types.includes("integer")) return true;
  return type === undefined || types.includes(typeof example);
}

/** A type alone, or several of them. */
function typesOf(type: unknown): unknown[] {
  return [type].flat();
}

const wrong = (isWrong: (name: string, field: JsonSchema) => boolean) =>
  fields.filter(([, name, field]) => isWrong(name, field)).map(([path, name]) => `${path}: ${name}`);

describe("the description of the API", () => {
  test("says of every parameter and every field what it is, in a sentence", () => {
    expect(fields.length).toBeGreaterThan(1000);
    expect(wrong((_, { description = "" }) => !/^[A-Z0-9`].*[.…]$/.test(description))).toEqual([]);
  });

  test("gives an example of every value that is neither a choice nor a date, and the example fits", () => {
    expect(wrong((_, field) => isOpenValue(field) && field.examples === undefined)).toEqual([]);
    expect(wrong((_, field) => (field.examples ?? []).some((example) => !fits(field, example)))).toEqual([]);
  });

  test("names the unit of money and of times", () => {
    expect(
      wrong((name, { description = "" }) => UNITS.some(([names, unit]) => names.test(name) && !unit.test(description))),
    ).toEqual([]);
  });

  test("says of a webhook what the types say that are given away", () => {
    const told = docstrings("protocol/outcome.ts");
    const given = docstrings("protocol/webhook-events.ts");
    const shared = [...given.keys()].filter((name) => told.has(name));
    expect(shared.length).toBeGreaterThan(20);
    for (const name of shared) expect(`${name}: ${given.get(name)}`).toBe(`${name}: ${told.get(name)}`);
  });
});

/** The first docstring of each field of a file. */
function docstrings(file: string): Map<string, string> {
  const found = readFileSync(join(ROOT, file), "utf8").matchAll(/\/\*\*((?:(?!\*\/)[^])*)\*\/\n +(\w+)\??:/g);
  return new Map(
    Array.from(found, ([, text = "", name = ""]) => [name, text.replaceAll(/[\s*]+/g, " ")] as const).toReversed(),
  );
}
