import { useEffect, useState } from "preact/hooks";
import type { LiveOutcome, OutcomesAnswer } from "../../protocol/live.ts";
import { useResource, type Resource } from "../api/use-resource.ts";
import { liveFeed } from "./live-feed.ts";

/** Whether the live feed is connected. */
export function useConnected(): boolean {
  const [connected, setConnected] = useState(liveFeed.connected());
  useEffect(() => liveFeed.onState(() => setConnected(liveFeed.connected())), []);
  return connected;
}

/** The latest outcomes: what there was, and what comes over the live feed. Newest first, each once. */
export function useOutcomes(most: number): Resource<LiveOutcome[]> {
  const { data, error, reload } = useResource<OutcomesAnswer>(`/v1/outcomes?limit=${most}`);
  const [live, setLive] = useState<LiveOutcome[]>([]);
  useEffect(
    () =>
      liveFeed.onFrame((frame) => {
        if (frame.outcomes.length > 0) setLive((before) => newestFirst([...before, ...frame.outcomes]).slice(0, most));
      }),
    [most],
  );
  // What was missed while the feed was away.
  useEffect(() => liveFeed.onState(reload), [reload]);
  return { data: data === null ? null : newestFirst([...data.data, ...live]).slice(0, most), error, reload };
}

/** How many events came in since the page was opened. */
export function useLiveEvents(): number {
  const [events, setEvents] = useState(0);
  useEffect(() => liveFeed.onFrame((frame) => setEvents((before) => before + frame.events)), []);
  return events;
}

function newestFirst(outcomes: LiveOutcome[]): LiveOutcome[] {
  const once = [...new Map(outcomes.map((outcome) => [outcome.id, outcome])).values()];
  return once.toSorted((a, b) => (a.at < b.at ? 1 : -1));
}
