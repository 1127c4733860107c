import { freshCopy } from "./fresh-copy.ts";
import type { PastLine } from "./past-message.ts";
import { rebase, type TimeBase } from "./rebase.ts";
import type { ReplayMessage } from "./replay-message.ts";
import { countRejected, type Tally } from "./tally.ts";

/** How the lines of a file become messages. */
export interface ReplayPlan {
  speed: number;
  /** Answers the time that the first message of a pass gets, epoch milliseconds; asked when it has been read. */
  startAt: () => number;
  /** How many shoppers there are for each one in the file; all but the first have ids of their own. */
  shoppers: number;
  /** True: from its beginning again and again, each time with other shoppers. */
  loop: boolean;
}

/**
 * Turns the lines of a file into messages at their new times, in the order of the file. Lines without a readable time
 * or shape are counted in the tally and left out. `read` begins at the beginning of the file.
 */
export async function* replayMessages(
  read: () => AsyncIterable<PastLine>,
  plan: ReplayPlan,
  tally: Tally,
): AsyncGenerator<ReplayMessage> {
  for (let pass = 1; ; pass += 1) {
    const before = tally.newestAt;
    yield* onePass(read(), { ...plan, pass }, tally);
    // A file without a single message would be read for ever.
    if (!plan.loop || tally.newestAt === before) return;
  }
}

async function* onePass(
  lines: AsyncIterable<PastLine>,
  { speed, startAt, shoppers, pass }: ReplayPlan & { pass: number },
  tally: Tally,
): AsyncGenerator<ReplayMessage> {
  let base: TimeBase | null = null;
  for await (const past of lines) {
    tally.rows += 1;
    if ("problem" in past) {
      countRejected(tally, past.problem);
      continue;
    }
    const { line, shopper } = past;
    base ??= { start: Math.max(startAt(), (tally.newestAt ?? 0) + 1), origin: past.at, speed };
    const at = rebase(base, past.at);
    tally.newestAt = Math.max(tally.newestAt ?? at, at);
    const message: ReplayMessage = { line, at, shopper, message: past.messageAt(at) };
    for (let copy = 1; copy <= shoppers; copy += 1) {
      yield copy === 1 && pass === 1 ? message : freshCopy(message, `~${pass}.${copy}`);
    }
  }
}
