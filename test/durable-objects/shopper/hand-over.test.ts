import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import type { Env } from "../../../durable-objects/env.ts";
import { HandOver } from "../../../durable-objects/shopper/hand-over.ts";
import { newState } from "../../../durable-objects/shopper/new-state.ts";
import { addEvents } from "../../../durable-objects/shopper/pending-delta.ts";
import type { ShopperConfig } from "../../../durable-objects/store/store-config.ts";
import { loggedEvent } from "../../../engine/contribution/logged-event.ts";
import { event } from "../../support/shopper-events.ts";

/** A shopper whose alarm rings, with something for a shard that answers when it is told to. */
async function ringing(shopper: string) {
  const config: ShopperConfig = await env.STORE.getByName("dev").config(Date.now());
  const state = newState("dev", `u:${shopper}`, "i1");
  addEvents(state, [loggedEvent(event("like", 0))], Date.now());
  state.mustShip = false;
  const shard = Promise.withResolvers<number[]>();
  const shards = { getByName: () => ({ applyAll: async () => await shard.promise }) };
  const saved: { pending: number; arm: "rung" | undefined }[] = [];
  const handOver = new HandOver({ METRICS_SHARD: shards, WEBHOOK_ENDPOINT: env.WEBHOOK_ENDPOINT } as unknown as Env, {
    state: () => state,
    storedOutbox: () => 0,
    durable: async () => {},
    handedOver: (_, arm) => saved.push({ pending: state.pending.length, arm }),
  });
  return { handOver, config, shard, saved, state };
}

describe("what a ringing alarm hands over", () => {
  test("while another run is still shipping, another alarm is armed before this one ends", async () => {
    const { handOver, config, shard, saved } = await ringing("busy");
    const other = handOver.run(config);
    await handOver.runOnAlarm(config);
    expect(saved).toEqual([{ pending: 1, arm: undefined }]);
    shard.resolve([1]);
    await other;
  });

  test("when all of it has arrived, the alarm is armed for what comes next alone", async () => {
    const { handOver, config, shard, saved, state } = await ringing("idle");
    shard.resolve([1]);
    await handOver.runOnAlarm(config);
    expect(state.pending).toEqual([]);
    expect(saved).toEqual([{ pending: 0, arm: "rung" }]);
  });
});
