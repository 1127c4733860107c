import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { API, type Checker, type Symbol, type Type } from "typescript/unstable/sync";
import type { DescribeFields, FieldSource, JsonSchema } from "./json-schema.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** Where schemas stand: those of the wire, and those that only the description knows. */
const FOLDERS = ["protocol", "scripts/openapi/schemas"];
/** Its program holds both folders. */
const PROJECT = "tsconfig.worker.json";

/**
 * Reads the docstrings beside the fields of every exported schema, as the compiler finds them: through spreads,
 * extensions and schemas within schemas. A text is the field's description; each `@example` of it, as JSON, is an
 * example. The answer is to be closed.
 */
export async function openFieldDocs(): Promise<{ describe: DescribeFields; close: () => void }> {
  const names = await exportedSchemas();
  const api = new API({ cwd: ROOT });
  const project = api.updateSnapshot({ openProjects: [join(ROOT, PROJECT)] }).getProjects()[0];
  if (project === undefined) throw new Error(`${PROJECT} is no project.`);
  const { checker, program } = project;

  const exportOf = (file: string, name: string): Symbol => {
    const source = program.getSourceFile(join(ROOT, file));
    const module = source && checker.getSymbolAtLocation(source);
    const found = module && checker.getMemberInModuleExports(module, name);
    if (found === undefined) throw new Error(`${PROJECT} finds no ${name} in ${file}.`);
    return found;
  };
  const typeOf = ({ schema, io }: FieldSource): Type | undefined => {
    const place = names.get(schema);
    // What nobody exports has no name to be found by.
    if (place === undefined) throw new Error("A schema of the description is not exported by any file of its folders.");
    const whole = checker.getTypeOfSymbol(exportOf(...place));
    return memberOf(checker, memberOf(checker, whole, "_zod"), io);
  };
  return {
    describe: (json, source) => describeFields(checker, json, typeOf(source)),
    close: () => api.close(),
  };
}

async function exportedSchemas(): Promise<Map<unknown, [file: string, name: string]>> {
  const found = new Map<unknown, [string, string]>();
  for (const folder of FOLDERS) {
    for (const file of readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(".ts"))) {
      const module = (await import(new URL(`../../${folder}/${file}`, import.meta.url).href)) as object;
      for (const [name, value] of Object.entries(module)) found.set(value, [`${folder}/${file}`, name]);
    }
  }
  return found;
}

function memberOf(checker: Checker, type: Type | undefined, name: string): Type | undefined {
  const symbol = type && checker.getPropertyOfType(type, name);
  return symbol && checker.getTypeOfSymbol(symbol);
}

/** Goes through a JSON Schema and the type of the same thing, side by side. */
function describeFields(checker: Checker, json: JsonSchema, type: Type | undefined): void {
  if (type === undefined) return;
  const whole = checker.getNonNullableType(type) ?? type;
  for (const [name, field] of Object.entries(json.properties ?? {})) {
    const symbol = membersOf(whole, json)
      .map((member) => checker.getPropertyOfType(member, name))
      .find((found) => found !== undefined);
    if (symbol === undefined) continue;
    const text = symbol.getDocumentationComment(checker).replaceAll(/\s+/g, " ").trim();
    const examples = symbol.getJsDocTags(checker).filter((tag) => tag.name === "example");
    if (text !== "") field.description = text;
    if (examples.length > 0) field.examples = examples.map((tag) => JSON.parse(String(tag.text)) as unknown);
    describeFields(checker, field, checker.getTypeOfSymbol(symbol));
  }
  for (const part of [...(json.anyOf ?? []), ...(json.oneOf ?? [])]) describeFields(checker, part, whole);
  const index = checker.getIndexInfosOfType(whole)[0]?.valueType;
  if (typeof json.additionalProperties === "object") describeFields(checker, json.additionalProperties, index);
  if (json.items !== undefined && checker.isArrayType(whole) && whole.isTypeReference()) {
    describeFields(checker, json.items, checker.getTypeArguments(whole)[0]);
  }

  /** Of a union the members that have every field of the schema. */
  function membersOf(union: Type, { properties = {} }: JsonSchema): readonly Type[] {
    if (!union.isUnionType()) return [union];
    const names = Object.keys(properties);
    return union.getTypes().filter((member) => names.every((name) => checker.getPropertyOfType(member, name)));
  }
}
