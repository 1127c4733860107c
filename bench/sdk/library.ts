/** An SDK that is measured. */
export interface Library {
  /** As `--only` names it. */
  name: string;
  /** For people. */
  title: string;
  version: string;
  /** The script that its pages load. */
  script: string;
  /** Size of what a browser loads of the SDK itself, with brotli at its best. */
  brotliBytes: number;
  /** What its server answers to every request; null for Cartbeat's, which goes to a real collector. */
  answer: string | null;
  /**
   * Markup of a page that loads the script from `src`, sends to `endpoint`, and has a global `track(marker, padding)`;
   * `ready` becomes true once the SDK says that it has begun.
   */
  head: (src: string, endpoint: string) => string;
}
