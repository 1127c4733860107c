/** A store is asked as if it had another number of shards than it was created with: a 409. */
export class ShardCountError extends Error {
  constructor() {
    super("The store was created with another number of shards.");
  }
}
