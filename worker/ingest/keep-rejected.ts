import type { Env } from "../../durable-objects/env.ts";
import type { Rejection } from "../../protocol/ingest-answer.ts";
import { storeStub } from "../store-stub.ts";
import { toRejectedRecord } from "./to-rejected-record.ts";

/** The refused messages of one request. */
export interface RefusedMessages {
  store: string;
  rejected: Rejection[];
  /** The messages as they came; a rejection's index points into them. */
  messages: unknown[];
  receivedAt: number;
}

/** Puts refused messages, redacted, where the store's owner can see them. Never rejects: good events do not wait. */
export async function keepRejected(env: Pick<Env, "STORE">, refused: RefusedMessages): Promise<void> {
  const { store, rejected, messages, receivedAt } = refused;
  if (rejected.length === 0) return;
  try {
    await storeStub(env, store).recordRejected(
      rejected.map((rejection) => toRejectedRecord(rejection, messages[rejection.index], receivedAt)),
    );
  } catch (error) {
    console.error("Rejected events could not be kept", error);
  }
}
