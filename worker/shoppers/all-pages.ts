/** Rows of one question. */
const PAGE = 1000;

/** Everything of a list that comes in pages: `read` answers up to so many rows behind the last row of the page before. */
export async function allPages<Row>(
  read: (after: Row | null, limit: number) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const all: Row[] = [];
  for (;;) {
    const page = await read(all.at(-1) ?? null, PAGE);
    all.push(...page);
    if (page.length < PAGE) return all;
  }
}
