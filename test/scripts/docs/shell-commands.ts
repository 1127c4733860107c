/** A request that a page of the documentation tells its reader to make. */
export interface CurlRequest {
  method: string;
  /** Path and query, without the collector's address. */
  url: string;
  headers: string[];
  body: string | null;
}

/** Every command of the `sh` blocks of a page, as its words. Comments are left out. */
export function shellCommands(markdown: string): string[][] {
  const blocks = [...markdown.matchAll(/^ *```sh\n([\s\S]*?)^ *```/gm)].map(([, text = ""]) => text);
  return blocks.flatMap((block) => commandsOf(block.replaceAll("\\\n", " ")));
}

/** What a `curl` command asks for; null for any other command. */
export function curlRequest([program, ...words]: readonly string[]): CurlRequest | null {
  if (program !== "curl") return null;
  const request: CurlRequest = { method: "GET", url: "", headers: [], body: null };
  let method: string | null = null;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? "";
    const next = words[index + 1] ?? "";
    if (!word.startsWith("-")) {
      request.url = word.replace(/^(\$CARTBEAT|https?:\/\/[^/]+)/, "");
      continue;
    }
    if (word === "-s") continue;
    index += 1;
    if (word === "-X") method = next;
    else if (word === "-H") request.headers.push(next);
    else if (word === "-d") request.body = next;
    else throw new Error(`curl ${word} is not understood here`);
  }
  return { ...request, method: method ?? (request.body === null ? "GET" : "POST") };
}

/** Splits as a shell does: quotes hold words and lines together. */
function commandsOf(block: string): string[][] {
  const commands: string[][] = [];
  let words: string[] = [];
  for (const [token] of block.matchAll(/\n|#[^\n]*|(?:"[^"]*"|'[^']*'|[^\s"'])+/g)) {
    if (token.startsWith("#")) continue;
    if (token !== "\n") words.push(token.replaceAll(/["']((?:(?<=")[^"]*|(?<=')[^']*))["']/g, "$1"));
    else if (words.length > 0) commands.push(words.splice(0));
  }
  return words.length > 0 ? [...commands, words] : commands;
}
