import { useEffect, useState } from "preact/hooks";
import { request, type RequestError } from "./request.ts";
import { useResource } from "./use-resource.ts";

/** What every list of the API answers. */
interface ListAnswer<Row> {
  data: Row[];
  next_cursor: string | null;
}

/** A list that grows page by page. Its first page follows the live feed as long as it is the only one. */
export interface Pages<Row, Answer> {
  rows: Row[];
  /** The first page; null before it came. */
  last: Answer | null;
  error: RequestError | null;
  reload: () => void;
  /** Asks for the next page; null when there is none. */
  more: (() => void) | null;
}

/** Reads a list of the API. The address has no cursor of its own. */
export function usePages<Row, Answer extends ListAnswer<Row>>(path: string, { live = false } = {}): Pages<Row, Answer> {
  const [further, setFurther] = useState<{ path: string; pages: Answer[] }>({ path, pages: [] });
  const [error, setError] = useState<RequestError | null>(null);
  const pages = further.path === path ? further.pages : [];
  const first = useResource<Answer>(path, { live: live && pages.length === 0 });
  useEffect(() => setError(null), [path]);

  const cursor = (pages.at(-1) ?? first.data)?.next_cursor ?? null;
  const more = async () => {
    const next = `${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor ?? "")}`;
    const answer = await request<Answer>(next);
    if (answer.ok) setFurther({ path, pages: [...pages, answer.data] });
    setError(answer.ok ? null : answer.error);
  };
  return {
    rows: [...(first.data?.data ?? []), ...pages.flatMap(({ data }) => data)],
    last: first.data,
    error: first.error ?? error,
    reload() {
      setFurther({ path, pages: [] });
      first.reload();
    },
    more: cursor === null ? null : () => void more(),
  };
}
