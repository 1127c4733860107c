import type { Run } from "./run.ts";

/** One way in which shoppers leave, or things break. */
export interface Scenario {
  name: string;
  /** For the table. */
  title: string;
  /** Everything up to the moment at which the shopper has gone. */
  leave: (run: Run) => Promise<void>;
  /** True when everything should be at the collector before the shopper comes back. */
  isPrompt: boolean;
  /** What changes before the shopper comes back. */
  mend?: (run: Run) => Promise<void>;
  /** Kills the whole browser, which needs one of its own. */
  killsBrowser?: boolean;
}
