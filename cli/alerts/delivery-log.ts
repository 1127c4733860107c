import type { OutcomePayload } from "../../protocol/outcome.ts";

/** One outcome that arrived with a good signature. */
export interface Delivery {
  /** The webhook id: the same on every attempt. */
  id: string;
  payload: OutcomePayload;
  /** When it first arrived, epoch milliseconds. */
  receivedAt: number;
  attempts: number;
}

/** What a receiver saw: verified outcomes by webhook id, further attempts, doubled alerts and bad signatures. */
export class DeliveryLog {
  readonly #deliveries = new Map<string, Delivery>();
  readonly #alertIds = new Map<string, string>();
  /** Attempts with an id that had arrived before: the sender tried again. Allowed. */
  redeliveries = 0;
  /** Webhook ids of alerts that repeat one already told under another id: never allowed. */
  readonly doubled: string[] = [];
  /** Requests whose signature did not verify: never stored. */
  refused = 0;

  /** Notes a verified webhook; answers it when it is the first of its id, null when it is a further attempt. */
  add(id: string, payload: OutcomePayload, receivedAt: number): Delivery | null {
    const known = this.#deliveries.get(id);
    if (known !== undefined) {
      known.attempts += 1;
      this.redeliveries += 1;
      return null;
    }
    const delivery = { id, payload, receivedAt, attempts: 1 };
    this.#deliveries.set(id, delivery);
    if (payload.type === "cart.abandoned") this.#noteAlert(id, payload);
    return delivery;
  }

  /** Every verified alert (`cart.abandoned`), in the order of arrival. */
  alerts(): Delivery[] {
    return this.ofType("cart.abandoned");
  }

  /** Every verified outcome of one type, in the order of arrival. */
  ofType(type: OutcomePayload["type"]): Delivery[] {
    return [...this.#deliveries.values()].filter((delivery) => delivery.payload.type === type);
  }

  #noteAlert(id: string, { data }: OutcomePayload): void {
    const told = JSON.stringify([data.cart_id, data.episode, data.step]);
    if (this.#alertIds.has(told)) this.doubled.push(id);
    else this.#alertIds.set(told, id);
  }
}
