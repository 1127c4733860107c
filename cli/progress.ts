import cliProgress from "cli-progress";

/** Shows how far a long piece of work has come. */
export interface Progress {
  /** Tells how many of the total are done. */
  update(done: number): void;
  /** Leaves the screen in order; safe to call more than once. */
  stop(): void;
}

/** Where progress is shown. */
export interface ProgressOutput {
  /** True where a bar can be redrawn in place. */
  isTerminal: boolean;
  print: (line: string) => void;
}

/** A bar on a terminal; elsewhere (a log, a pipe) one line for every 10 %. */
export function startProgress(label: string, total: number, output: ProgressOutput): Progress {
  return output.isTerminal ? bar(label, total) : lines(label, total, output.print);
}

function bar(label: string, total: number): Progress {
  const format = `${label} {bar} {percentage} % | {value}/{total} | {eta_formatted} left`;
  const view = new cliProgress.SingleBar({ format, hideCursor: true }, cliProgress.Presets.shades_classic);
  view.start(total, 0);
  return { update: (done) => view.update(Math.min(done, total)), stop: () => view.stop() };
}

function lines(label: string, total: number, print: (line: string) => void): Progress {
  let shownTenths = 0;
  return {
    update(done) {
      const tenths = total === 0 ? 10 : Math.min(10, Math.floor((done / total) * 10));
      if (tenths <= shownTenths) return;
      shownTenths = tenths;
      print(`${label} ${tenths * 10} % (${done} of ${total})`);
    },
    stop: () => {},
  };
}
