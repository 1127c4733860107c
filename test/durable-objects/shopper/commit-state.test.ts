import { expect, test } from "vitest";
import { commitState } from "../../../durable-objects/shopper/commit-state.ts";
import { newState } from "../../../durable-objects/shopper/new-state.ts";
import type { PendingDelta } from "../../../durable-objects/shopper/pending-delta.ts";
import type { ShopperState } from "../../../durable-objects/shopper/shopper-state.ts";
import type { StateStore } from "../../../durable-objects/shopper/state-store.ts";

const NOW = 1_000_000;
const OUTCOME = {
  endpoint: "we_1",
  id: "c_1-1-abandoned-1",
  type: "cart.abandoned",
  shopper: "u:u1",
  body: "{}",
} as const;

const PENDING: PendingDelta = { sequence: 1, version: 1, directory: null, events: [], facts: [], orders: [] };

/** What was armed by a commit, relative to now; null for nothing. */
function armedBy(
  change: Partial<ShopperState>,
  arm: "early" | "anew" | "ringing" | "rung",
  wakeIn: number | null,
): number | null {
  let alarm: number | null = null;
  const storage = {
    setAlarm: async (at: number | Date) => {
      alarm = Number(at) - NOW;
    },
    deleteAlarm: async () => {},
  };
  const store = { save: () => {} } as unknown as StateStore;
  const state = { ...newState("dev", "u:u1", "i"), ...change };
  const wakeAt = wakeIn === null ? null : NOW + wakeIn;
  commitState(storage, store, state, { changedFrom: Infinity, arm, wakeAt, now: NOW });
  expect(state.alarmAt).toBe(alarm === null ? (change.alarmAt ?? null) : NOW + alarm);
  return alarm;
}

test.each([
  { title: "the first deadline is armed", arm: "early", wakeIn: 900, armed: 900 },
  { title: "an earlier alarm stays", has: { alarmAt: NOW + 100 }, arm: "early", wakeIn: 900, armed: null },
  { title: "a later one is moved", has: { alarmAt: NOW + 1000 }, arm: "early", wakeIn: 900, armed: 900 },
  { title: "what was done moves the alarm on", has: { alarmAt: NOW + 100 }, arm: "anew", wakeIn: 900, armed: 900 },
  { title: "what is to be handed over has a net", has: { outbox: [OUTCOME] }, arm: "early", wakeIn: null, armed: 5000 },
  {
    title: "the ringing alarm is the net of what it hands over",
    has: { outbox: [OUTCOME] },
    arm: "ringing",
    wakeIn: 900,
    armed: null,
  },
  {
    title: "and of what it ships",
    has: { pending: [PENDING] },
    arm: "ringing",
    wakeIn: 900,
    armed: null,
  },
  {
    title: "what became due until it ends has another net",
    has: { outbox: [OUTCOME], pending: [PENDING] },
    arm: "rung",
    wakeIn: 900_000,
    armed: 5000,
  },
  {
    title: "what was loaded as pending keeps its net when the alarm is moved on",
    has: { pending: [PENDING], alarmAt: NOW + 100 },
    arm: "anew",
    wakeIn: 900_000,
    armed: 60_000,
  },
  {
    title: "unless another one was armed meanwhile",
    has: { outbox: [OUTCOME], alarmAt: NOW + 9000 },
    arm: "ringing",
    wakeIn: 900,
    armed: 900,
  },
  { title: "with nothing to hand over it arms the next deadline", arm: "ringing", wakeIn: 900, armed: 900 },
] as const)("$title", ({ armed, arm, wakeIn, ...rest }) => {
  const has: Partial<ShopperState> = "has" in rest ? (structuredClone(rest.has) as Partial<ShopperState>) : {};
  expect(armedBy(has, arm, wakeIn)).toBe(armed);
});
