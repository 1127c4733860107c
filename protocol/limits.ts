/** Limits of the wire, in one place. What is over one of them is refused; only strings that are no ids are cut. */

/** Largest request body as it travels. */
export const MAX_REQUEST_BYTES = 512 * 1024;
/** Largest request body after gzip is undone. */
export const MAX_DECOMPRESSED_BYTES = 2 * 1024 * 1024;
/** Most messages in one batch. */
export const MAX_BATCH_MESSAGES = 500;
/** Largest single message, as JSON. */
export const MAX_MESSAGE_BYTES = 32 * 1024;
/** Largest message that carries a snapshot of the cart, as JSON. */
export const MAX_SNAPSHOT_BYTES = 256 * 1024;
/** Most items in one message. */
export const MAX_ITEMS = 500;
/** Longest id: of messages, shoppers, sessions, items, orders and carts. */
export const MAX_ID_LENGTH = 128;
/** Longest string from a browser that is no id; the rest is cut off. */
export const MAX_STRING_LENGTH = 256;
/** Most different shoppers in one batch that comes with the public write key. */
export const MAX_SHOPPERS_PER_WRITE_KEY_BATCH = 20;
/** Most different shoppers in one batch that comes with the secret key. */
export const MAX_SHOPPERS_PER_SECRET_KEY_BATCH = 500;
/** A price, in major units, must be below this. */
export const PRICE_LIMIT_MAJOR = 1e9;
/** A quantity must be below this. */
export const QUANTITY_LIMIT = 1e6;
/** How long a browser may remember the answer to a preflight. */
export const CORS_MAX_AGE_SECONDS = 3600;
