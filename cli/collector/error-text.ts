import type { ErrorBody } from "../../protocol/error.ts";

/** Tells in one line what an error answer says: status, code and message; the status alone when it is not ours. */
export async function errorText(response: Response): Promise<string> {
  try {
    const { error } = (await response.json()) as ErrorBody;
    return `${response.status} ${error.code}: ${error.message}`;
  } catch {
    return `${response.status} ${response.statusText}`.trim();
  }
}
