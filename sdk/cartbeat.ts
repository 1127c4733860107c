import type { PropertiesOf, Properties } from "./commerce-events.ts";

/** What a page can say. No call throws, blocks or logs. */
export interface Cartbeat {
  /** Records that something happened, at once and for good: the event outlives the page. */
  track<Name extends string>(event: Name, properties?: PropertiesOf<Name>): void;
  /** Records a view of the page. */
  page(properties?: Properties): void;
  /** Names the shopper. `token` is what the shop's server made of the user id with the identity secret. */
  identify(userId: string, traits?: Properties, proof?: { token?: string }): void;
  /** Forgets the shopper, as after a logout: new anonymous id, new session, no user. */
  reset(): void;
  /**
   * Sends what waits, what pages that have died left behind included; resolves when it is answered or has failed. Never
   * rejects.
   */
  flush(): Promise<void>;
  /** The shopper's decision. `denied` also removes everything stored. */
  consent(decision: "granted" | "denied"): void;
}
