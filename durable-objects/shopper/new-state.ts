import { EMPTY_ENGAGEMENT } from "../../engine/contribution/engagement.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { EMPTY_LEDGER } from "../../engine/ledger/ledger.ts";
import { EMPTY_HISTORY, History } from "../../engine/truth/history.ts";
import type { ShopperState } from "./shopper-state.ts";

/** The state of a shopper of whom nothing was heard yet. */
export function newState(store: string, shopper: ShopperKey, incarnation: string): ShopperState {
  return {
    store,
    shopper,
    incarnation,
    history: new History(EMPTY_HISTORY),
    ledger: EMPTY_LEDGER,
    bindings: {},
    moves: [],
    movedTo: null,
    handedOver: false,
    shared: false,
    forwardTo: null,
    lastUser: null,
    losers: [],
    forgotAt: 0,
    lastReceivedAt: 0,
    outbox: [],
    outboxFailures: 0,
    directory: null,
    sequence: 0,
    sentSequence: 0,
    pending: [],
    mustShip: false,
    shipped: {},
    version: 0,
    engagement: EMPTY_ENGAGEMENT,
    alarmAt: null,
  };
}
