import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { liveFeed } from "../live/live-feed.ts";
import { request, type RequestError } from "./request.ts";

/** How often a page asks again while the live feed is connected, and while it is not. */
const CONNECTED_MS = 30_000;
const POLLING_MS = 3_000;
/** A page that follows the live feed asks at most once in this time. */
const NUDGE_MS = 1_000;

/** Something that the collector was asked for. The last good data stays while it is asked again. */
export interface Resource<Data> {
  data: Data | null;
  error: RequestError | null;
  reload: () => void;
}

/** Reads an address of the API; null reads nothing. With `live`, again whenever something happens, or now and then. */
export function useResource<Data>(path: string | null, { live = false } = {}): Resource<Data> {
  const [state, setState] = useState<{ path: string | null; data: Data | null; error: RequestError | null }>({
    path,
    data: null,
    error: null,
  });
  const [round, setRound] = useState(0);
  const reload = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    const read = async () => {
      const answer = await request<Data>(path, { signal: abort.signal });
      if (abort.signal.aborted) return;
      setState((before) =>
        answer.ok
          ? { path, data: answer.data, error: null }
          : { path, data: before.path === path ? before.data : null, error: answer.error },
      );
    };
    void read();
    return () => abort.abort();
  }, [path, round]);

  useFollow(live && path !== null, reload);
  const current = state.path === path;
  return { data: current ? state.data : null, error: current ? state.error : null, reload };
}

/** Calls `reload` after frames of the live feed, at most once a second, and now and then in any case. */
function useFollow(follows: boolean, reload: () => void): void {
  const nudge = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => {
    if (!follows) return undefined;
    let last = Date.now();
    const again = () => {
      nudge.current = null;
      last = Date.now();
      if (!document.hidden) reload();
    };
    const stop = liveFeed.onFrame(() => {
      nudge.current ??= setTimeout(again, Math.max(0, last + NUDGE_MS - Date.now()));
    });
    const timer = setInterval(() => {
      if (Date.now() - last >= (liveFeed.connected() ? CONNECTED_MS : POLLING_MS)) again();
    }, POLLING_MS);
    return () => {
      stop();
      clearInterval(timer);
      if (nudge.current !== null) clearTimeout(nudge.current);
      nudge.current = null;
    };
  }, [follows, reload]);
}
