/**
 * Collects items for a short time and commits them together, because rows written are the bill. The promise of `add`
 * settles when the group of its item is committed, or rejects with whatever the commit threw: then the whole group is
 * undone, and its senders send again.
 */
export class GroupCommit<Item> {
  readonly #windowMs: number;
  readonly #commit: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #group: Promise<void> | null = null;

  /** `commit` is synchronous and all or nothing. */
  constructor(windowMs: number, commit: (items: readonly Item[]) => void) {
    this.#windowMs = windowMs;
    this.#commit = commit;
  }

  /** Adds an item to the group that is being collected; the first item of a group starts its time. */
  add(item: Item): Promise<void> {
    this.#items.push(item);
    this.#group ??= this.#commitLater();
    return this.#group;
  }

  async #commitLater(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, this.#windowMs));
    const items = this.#items;
    this.#items = [];
    this.#group = null;
    this.#commit(items);
  }
}
