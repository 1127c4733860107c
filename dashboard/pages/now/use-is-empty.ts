import { useEffect, useState } from "preact/hooks";
import type { SessionAnswer } from "../../../protocol/session.ts";
import { request } from "../../api/request.ts";
import { useApp } from "../../app-context.ts";

/** How often an empty store is asked whether it still is; the live feed mostly tells first. */
const ASK_MS = 3_000;

/** Whether the store has never had an event. */
export function useIsEmpty(): boolean {
  const { session } = useApp();
  const [isEmpty, setEmpty] = useState(!session.has_events);
  useEffect(() => {
    if (!isEmpty) return undefined;
    const timer = setInterval(async () => {
      const answer = await request<SessionAnswer>("/v1/session");
      if (answer.ok && answer.data.has_events) setEmpty(false);
    }, ASK_MS);
    return () => clearInterval(timer);
  }, [isEmpty]);
  return isEmpty;
}
