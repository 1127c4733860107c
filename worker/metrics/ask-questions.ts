import type { Env } from "../../durable-objects/env.ts";
import type {
  Question,
  QuestionAnswer,
  QuestionName,
  Questions,
} from "../../durable-objects/metrics/questions/question.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { askShards } from "../ask-shards.ts";
import { ShardCountError } from "./shard-count-error.ts";

/** What the shards answered, and what an answer to the outside must say of them. */
export interface MetricAnswers<Answer> {
  answers: Answer[];
  /** Goes into every answer as it is. */
  partial: { partial?: true };
}

/**
 * Asks every shard of a store the same question. One that does not answer makes the answer partial.
 * @throws when none answers (a 503), or when a shard is one of another number of shards ({@link ShardCountError}).
 */
export async function askQuestion<Name extends QuestionName>(
  env: Pick<Env, "METRICS_SHARD">,
  config: Pick<StoreConfig, "store" | "shards">,
  name: Name,
  ask: Questions[Name]["ask"],
): Promise<MetricAnswers<Questions[Name]["answer"]>> {
  const question = { name, ask } as Question;
  const { answers, missing } = await askShards(env, config, async (shard) => {
    const answered = (await shard.question(config.shards, question)) as QuestionAnswer;
    return answered;
  });
  if (answers.length === 0) throw Object.assign(new Error("no shard answers"), { retryable: true });
  const said = answers.map((answer) => {
    if (!answer.ok) throw new ShardCountError();
    return answer.answer;
  });
  return { answers: said, partial: missing > 0 ? { partial: true } : {} };
}
