import { useEffect, useState } from "preact/hooks";
import type { LiveOutcome } from "../../protocol/live.ts";
import { liveFeed } from "./live-feed.ts";

/** Whether the live feed is connected. */
export function useConnected(): boolean {
  const [connected, setConnected] = useState(liveFeed.connected());
  useEffect(() => liveFeed.onState(() => setConnected(liveFeed.connected())), []);
  return connected;
}

/** The last outcomes that came over the live feed, newest first, each once. */
export function useLiveOutcomes(most: number): LiveOutcome[] {
  const [outcomes, setOutcomes] = useState<LiveOutcome[]>([]);
  useEffect(
    () =>
      liveFeed.onFrame((frame) => {
        if (frame.outcomes.length === 0) return;
        setOutcomes((before) => newestFirst([...frame.outcomes, ...before]).slice(0, most));
      }),
    [most],
  );
  return outcomes;
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
