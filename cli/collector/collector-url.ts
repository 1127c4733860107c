import { CommandError } from "../command-error.ts";

/** Reads a `--url` option: an http(s) address, answered without its trailing slash. Throws {@link CommandError}. */
export function collectorUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw new CommandError(`--url must be an http or https address, not "${text}".`);
  }
  return url.href.replace(/\/+$/, "");
}
