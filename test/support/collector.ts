import {
  startCollector as start,
  type Collector,
  type CollectorOptions,
} from "../../scripts/collector/start-collector.ts";

/** A collector for one test file: a free port and a state of its own. Call `stop()` in `afterAll`. */
export function startCollector(options: CollectorOptions = {}): Promise<Collector> {
  return start(options);
}

export type { Collector };
