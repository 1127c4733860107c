import { describe, expect, test } from "vitest";
import { openapiDocument } from "../../scripts/openapi/openapi-document.ts";
import { OUTCOME_TYPES } from "../../protocol/outcome.ts";
import { app } from "../../worker/app.ts";
import { sampleOutcome } from "../../worker/webhooks/sample-outcome.ts";
import { callAsOwner, call } from "./call.ts";

interface Parameter {
  name: string;
  in: string;
}
interface Described {
  security: unknown[];
  parameters?: Parameter[];
}

/** Pages for people are no part of the API. */
const PAGES = ["/", "/docs"];
const document = openapiDocument("0");
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation: operation as Described })),
);
const nameOf = (method: string, path: string) => `${method.toUpperCase()} ${path.replaceAll(/:(\w+)/g, "{$1}")}`;

describe("the description of the API", () => {
  test("says what webhooks of each type carry, as samples of them do", () => {
    for (const type of OUTCOME_TYPES) {
      const { schema } = document.webhooks[type]?.post.requestBody.content["application/json"] ?? {};
      expect(schema?.["properties"]).toMatchObject({ type: { const: type } });
      const told = schema?.["properties"] as { data: { properties: object; required: string[] } };
      const { data } = sampleOutcome(type, 0);
      expect(Object.keys(told.data.properties)).toEqual(expect.arrayContaining(Object.keys(data)));
      expect(Object.keys(data)).toEqual(expect.arrayContaining(told.data.required));
    }
  });

  test("has every route, and no other", () => {
    const routes = app.routes.filter(({ method, path }) => method !== "ALL" && !PAGES.includes(path));
    const registered = [...new Set(routes.map(({ method, path }) => nameOf(method, path)))];
    expect(described.map(({ method, path }) => nameOf(method, path)).toSorted()).toEqual(registered.toSorted());
  });

  test("names every operation once, and every parameter of a path", () => {
    const text = JSON.stringify(document.paths);
    const ids = [...text.matchAll(/"operationId":"(\w+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(described.length);
    for (const { path, operation } of described) {
      const named = (operation.parameters ?? []).filter((parameter) => parameter.in === "path").map(({ name }) => name);
      expect(named).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    }
  });

  const secret = described.filter(({ operation }) => JSON.stringify(operation.security).includes("session"));
  test.each(secret.map(({ method, path }) => [method.toUpperCase(), path]))(
    "%s %s needs the key that the description asks for",
    async (method, path) => {
      const response = await call(path.replaceAll(/\{\w+\}/g, "none"), { method });
      expect(response.status).toBe(401);
      await response.text();
    },
  );

  const asked = secret.filter(({ method, operation }) => method === "get" && operation.parameters !== undefined);
  test.each(asked.map(({ path, operation }) => [path, operation] as const))(
    "GET %s knows its parameters and no other",
    async (path, { parameters = [] }) => {
      const address = path.replaceAll(/\{\w+\}/g, "none");
      for (const { name } of parameters.filter((parameter) => parameter.in === "query")) {
        const body = await (await callAsOwner(`${address}?${name}=%00`)).text();
        expect(`${name}: ${body}`).not.toContain("unknown_parameter");
      }
      // Of an endpoint that is not there nothing is read.
      if (path.startsWith("/v1/webhooks/")) return;
      expect(await (await callAsOwner(`${address}?no_such_parameter=1`)).text()).toContain("unknown_parameter");
    },
  );
});
