import { errorCodes } from "../../scripts/openapi/error-codes.ts";
import { findOperation } from "../../scripts/openapi/find-operation.ts";
import type { Operation } from "../../scripts/openapi/operation.ts";
import { ERROR_STATUS, errorBodySchema } from "../../protocol/error.ts";

/**
 * Passes an answer of the worker on when the description of the API foresees it: its status, and its body to the last
 * field. Every request of the tests goes through here, so that no route can answer what it does not say.
 */
export async function asDescribed(request: Request, response: Response): Promise<Response> {
  const { pathname } = new URL(request.url);
  const operation = findOperation(request.method, pathname);
  const wrong = operation === null ? null : await complaintAbout(operation, response);
  if (wrong === null) return response;
  throw new Error(`${request.method} ${pathname} answers outside its description: ${response.status}, ${wrong}`);
}

async function complaintAbout(operation: Operation, response: Response): Promise<string | null> {
  const { answerBody, status = 200 } = operation;
  const isJson = response.headers.get("Content-Type")?.startsWith("application/json") === true;
  if (response.status === status) {
    if (answerBody === null) return isJson ? "JSON where none is described" : null;
    const parsed = answerBody.safeParse(await response.clone().json());
    return parsed.success ? null : JSON.stringify(parsed.error.issues);
  }
  // A link that no longer works leads to a page for people.
  if (!isJson && answerBody === null) return null;
  const parsed = errorBodySchema.safeParse(await response.clone().json());
  if (!parsed.success) return JSON.stringify(parsed.error.issues);
  const { code } = parsed.data.error;
  if (ERROR_STATUS[code] !== response.status) return `the status is not that of ${code}`;
  return errorCodes(operation).includes(code) ? null : `${code} is not among its errors`;
}
