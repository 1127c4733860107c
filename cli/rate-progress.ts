import cliProgress from "cli-progress";
import { paceOf, type Pace } from "../engine/pace.ts";
import type { Progress, ProgressOutput } from "./progress.ts";

/** A piece of work whose pace is shown. */
export interface RatedWork {
  label: string;
  total: number;
  /** How an amount is written, with its unit: `12.3 MB`, `1,000 events`. */
  amount: (done: number) => string;
  /** What an earlier run had done: it is no part of the pace. */
  before?: number;
  /** The clock, epoch milliseconds. */
  now: () => number;
}

const LINE_EVERY_MS = 2000;

/** Like `startProgress`, with the rate and the time left: a bar on a terminal, elsewhere a line every 10 %. */
export function startRateProgress(work: RatedWork, output: ProgressOutput): Progress {
  const startedAt = work.now();
  const { total, before = 0 } = work;
  const pace = (done: number) => paceOf({ done, total, elapsedMs: work.now() - startedAt, before });
  return output.isTerminal ? bar(work, pace) : lines(work, pace, output.print);
}

function bar(work: RatedWork, pace: (done: number) => Pace): Progress {
  const format = `${work.label} {bar} {percentage} % | {amount} | {rate} | {left}`;
  const view = new cliProgress.SingleBar({ format, hideCursor: true }, cliProgress.Presets.shades_classic);
  const texts = (done: number) => {
    const { perSecond, secondsLeft } = pace(done);
    return { amount: work.amount(done), rate: `${work.amount(perSecond)}/s`, left: leftText(secondsLeft) };
  };
  view.start(Math.max(1, work.total), work.before ?? 0, texts(work.before ?? 0));
  return { update: (done) => view.update(Math.min(done, work.total), texts(done)), stop: () => view.stop() };
}

function lines(work: RatedWork, pace: (done: number) => Pace, print: (line: string) => void): Progress {
  let shownTenth = 0;
  let shownAt = work.now();
  return {
    update(done) {
      const { percentage, perSecond, secondsLeft } = pace(done);
      const tenth = Math.floor(percentage / 10);
      const isOver = percentage === 100;
      if (tenth <= shownTenth || (!isOver && work.now() - shownAt < LINE_EVERY_MS)) return;
      shownTenth = tenth;
      shownAt = work.now();
      const amounts = `${work.amount(done)} of ${work.amount(work.total)}`;
      print(`${work.label} ${percentage} % (${amounts}, ${work.amount(perSecond)}/s, ${leftText(secondsLeft)})`);
    },
    stop: () => {},
  };
}

function leftText(seconds: number | null): string {
  if (seconds === null) return "…";
  const minutes = Math.floor(seconds / 60);
  return minutes === 0 ? `${seconds} s left` : `${minutes} min ${seconds % 60} s left`;
}
