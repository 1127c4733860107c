import { stripVTControlCharacters } from "node:util";
import { defineCommand, renderUsage, runCommand } from "citty";
import { backtestCommand } from "./backtest/backtest-command.ts";
import { CommandError } from "./command-error.ts";
import { exportCommand } from "./export/export-command.ts";
import { generateCommand } from "./generate/generate-command.ts";
import { importCommand } from "./import/import-command.ts";
import { rebuildCommand } from "./rebuild/rebuild-command.ts";
import { replayCommand } from "./replay/replay-command.ts";
import { storesCommand } from "./stores/stores-command.ts";

/** The usage text of each command. */
const USAGE: Readonly<Record<string, () => Promise<string>>> = {
  backtest: () => renderUsage(backtestCommand),
  export: () => renderUsage(exportCommand),
  generate: () => renderUsage(generateCommand),
  import: () => renderUsage(importCommand),
  rebuild: () => renderUsage(rebuildCommand),
  replay: () => renderUsage(replayCommand),
  stores: () => renderUsage(storesCommand),
};

const EXAMPLE = `Example, with the collector running (npm run dev):
  npm run cartbeat -- replay traffic.csv.gz --speed 60 --cutoff 30`;

const cartbeat = defineCommand({
  meta: { name: "cartbeat", description: "Talk to a Cartbeat collector from the command line" },
  subCommands: {
    backtest: backtestCommand,
    export: exportCommand,
    generate: generateCommand,
    import: importCommand,
    rebuild: rebuildCommand,
    replay: replayCommand,
    stores: storesCommand,
  },
});

/** Runs one command line; answers the process's exit code. */
async function main(argv: string[]): Promise<number> {
  const [first, ...rest] = argv;
  const helpFor = first === "help" ? rest[0] : first;
  const wantsHelp = first === undefined || first === "help" || argv.includes("--help") || argv.includes("-h");
  try {
    if (wantsHelp) console.log(forTerminal(await help(helpFor), process.stdout.isTTY));
    else await runCommand(cartbeat, { rawArgs: argv });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    console.error(forTerminal(errorLine(error), process.stderr.isTTY));
    return 1;
  }
}

async function help(name: string | undefined): Promise<string> {
  const usage = name === undefined ? undefined : USAGE[name];
  return usage === undefined ? `${await renderUsage(cartbeat)}\n\n${EXAMPLE}` : usage();
}

/** citty colours its texts wherever they go; a file or a pipe gets them plain. */
function forTerminal(text: string, isTerminal: boolean): string {
  return isTerminal ? text : stripVTControlCharacters(text);
}

function errorLine(error: unknown): string {
  // citty's own errors (a missing argument, an unknown command) are sentences too.
  const isSentence = error instanceof CommandError || (error instanceof Error && error.name === "CLIError");
  return isSentence ? `cartbeat: ${error.message}` : `cartbeat: unexpected failure: ${stackOf(error)}`;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

process.exitCode = await main(process.argv.slice(2));
