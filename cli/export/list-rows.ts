import { ownerRequest, type OwnerAccess } from "../collector/owner-request.ts";
import { CommandError } from "../command-error.ts";

interface Page<Row> {
  data: Row[];
  next_cursor: string | null;
  partial?: true;
}

const PAGE_ROWS = 1000;

/**
 * Every row of one of the collector's lists, page by page: of a thousand rows, unless `limit` is among the parameters.
 * Throws {@link CommandError} when a page is not complete: an export with a hole in it would look like one without.
 */
export async function* listRows<Row>(
  access: OwnerAccess,
  path: string,
  parameters: Readonly<Record<string, string>>,
): AsyncGenerator<Row> {
  let cursor: string | null = null;
  do {
    const query = new URLSearchParams({ limit: String(PAGE_ROWS), ...parameters });
    if (cursor !== null) query.set("cursor", cursor);
    const page = (await ownerRequest(access, { method: "GET", path: `${path}?${query.toString()}` })) as Page<Row>;
    if (page.partial === true) throw new CommandError(`A part of the collector did not answer GET ${path}; try again.`);
    yield* page.data;
    cursor = page.next_cursor;
  } while (cursor !== null);
}
