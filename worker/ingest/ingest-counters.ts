/** What became of the events that reached this isolate since it started. */
export interface IngestCounters {
  /** `result` is accepted, duplicate, ignored, or a rejection's code. */
  add(result: string, events: number): void;
  byResult(): ReadonlyMap<string, number>;
}

/** The counters of this isolate, shown at GET /metrics. */
export const ingestCounters: IngestCounters = createIngestCounters();

function createIngestCounters(): IngestCounters {
  const counts = new Map<string, number>();
  return {
    add(result, events) {
      if (events > 0) counts.set(result, (counts.get(result) ?? 0) + events);
    },
    byResult: () => counts,
  };
}
