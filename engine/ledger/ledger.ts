import type { EpisodeFact } from "../contribution/fact.ts";
import type { ShopperKey } from "../event.ts";
import type { OutcomeData, OutcomeType, Stage } from "../../protocol/outcome.ts";
import type { RestoreLink } from "../restore/restore-link.ts";
import type { ImportMark } from "./import-mark.ts";
import type { Told } from "./told.ts";

/** What became of an alert. `cancelled`: the cart was bought or gone before any endpoint had been tried. */
export type AlertStatus = "standing" | "recovered" | "retracted" | "superseded" | "cancelled";

/** One alert as it was decided. Never recomputed; only its status and its attempts change. */
export interface Alert {
  id: string;
  episode: number;
  step: number;
  stage: Stage;
  /** Reference of the event with which its episode began when it fired. */
  beganBy: string;
  dueAt: number;
  firedAt: number;
  late: boolean;
  /** The shopper's last counted activity when it fired. */
  lastActivityAt: number;
  status: AlertStatus;
  /** Endpoints it was meant for. */
  addressed: string[];
  /** Endpoints at which a delivery was attempted. */
  attempted: string[];
  data: OutcomeData;
}

/** An order that recovered an alert. */
export interface Recovery {
  orderId: string;
  alertId: string;
  reversed: boolean;
  /** As it was told. */
  attribution: NonNullable<OutcomeData["attribution"]>;
}

/** What was decided about one cart. Its id is frozen by its first outcome. */
export interface LedgerCart {
  cartId: string;
  /** Whose cart it was when its first outcome was decided: what is told of it keeps its order under this name. */
  owner: ShopperKey;
  /** In the hold-out group nothing is sent. Frozen by the first outcome. */
  heldOut: boolean;
  alerts: Alert[];
  recoveries: Recovery[];
  expired: boolean;
  /** Every outcome, in order. */
  told: Told[];
  /**
   * By episode what it counts for, where an import brought the cart without the events it was made of: then nothing more
   * is decided of it. Absent for every other cart.
   */
  counted?: Record<number, EpisodeFact>;
}

/** A step that came to notice long after it was due, and waits a while for events that may change it. */
export interface Grace {
  beganBy: string;
  step: number;
  noticedAt: number;
}

/** What was sent about a shopper, and when. It depends on what was known then. */
export interface Ledger {
  carts: LedgerCart[];
  grace: Grace | null;
  /** Links that lead back to a cart, oldest first. */
  links: RestoreLink[];
  /** After a retraction: only an episode with something added later than this may alert. */
  needsAddAfter: number | null;
  /** The latest import of history; absent when there was none. */
  imported?: ImportMark;
}

/** Nothing sent yet. */
export const EMPTY_LEDGER: Ledger = { carts: [], grace: null, links: [], needsAddAfter: null };

/** Something to tell, and to whom. */
export interface Outcome {
  /** The webhook id. */
  id: string;
  type: OutcomeType;
  at: number;
  alertId: string;
  /** The cart's owner in the ledger. */
  owner: ShopperKey;
  data: OutcomeData;
  /** Endpoints that are told. */
  endpoints: string[];
}

/** References of every event by which an alert or a link finds its cart. */
export function anchorsOf({ carts, links }: Ledger): Set<string> {
  const alerts = carts.flatMap((cart) => cart.alerts);
  return new Set([...alerts, ...links].map(({ beganBy }) => beganBy));
}
