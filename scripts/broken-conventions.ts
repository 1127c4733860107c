/** A rule that holds line by line. */
interface LineRule {
  breaks: (line: string, path: string) => boolean;
  message: string;
}

/** What keeps the layers and the files small is never switched off. */
const UNTOUCHABLE = /no-restricted-(imports|globals|properties)|no-cycle|max-lines/;
const DIRECTIVE = /\/[/*]\s*(ox|es)lint-disable/;
/** The brackets keep this line from breaking its own rule. */
const LEFT_OPEN = /\b(T[O]DO|F[I]XME)\b/;

const lineRules: LineRule[] = [
  {
    breaks: (line) => DIRECTIVE.test(line) && !/ -- \S+/.test(line),
    message: "a disabled lint rule gives its reason after ` -- `",
  },
  {
    breaks: (line) => DIRECTIVE.test(line) && UNTOUCHABLE.test(line),
    message: "layers, cycles and file length are not negotiable: change the code",
  },
  {
    breaks: (line, path) => path.startsWith("engine/") && /\bnew Date\(\s*\)|(?<!new )\bDate\(/.test(line),
    message: "engine/ has no clock: pass `now`",
  },
  { breaks: (line) => LEFT_OPEN.test(line), message: "nothing is left open in the code: open an issue instead" },
];

const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*\.tsx?$/;

/** The breaches of one source file, each as `path:line: message`; empty when there is none. */
export function brokenConventions(path: string, source: string): string[] {
  const file = path.replaceAll("\\", "/");
  const breaches: string[] = [];
  const name = file.slice(file.lastIndexOf("/") + 1);
  if (!KEBAB.test(name)) breaches.push(`${file}:1: file names are in kebab-case`);
  source.split("\n").forEach((line, index) => {
    for (const { breaks, message } of lineRules) {
      if (breaks(line, file)) breaches.push(`${file}:${index + 1}: ${message}`);
    }
  });
  return breaches;
}
