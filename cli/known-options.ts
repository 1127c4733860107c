import { CommandError } from "./command-error.ts";

/**
 * Refuses options that a command does not have and arguments too many, which citty would pass over in silence: a typing
 * mistake must not change what a command does. `args` is what citty parsed; throws {@link CommandError}.
 */
export function assertKnownOptions(args: { _: string[] }, options: Readonly<Record<string, { type: string }>>): void {
  const known = new Set(Object.keys(options).flatMap((name) => [name, camelCase(name)]));
  for (const name of Object.keys(args)) {
    if (name !== "_" && !known.has(name)) throw new CommandError(`There is no option --${name}; see --help.`);
  }
  const positionals = Object.values(options).filter(({ type }) => type === "positional").length;
  const extra = args._[positionals];
  if (extra !== undefined) throw new CommandError(`What is "${extra}" for? Only ${positionals} argument is expected.`);
}

function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}
