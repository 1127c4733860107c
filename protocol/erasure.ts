/** What DELETE /v1/shoppers/:id answers once the shopper is erased everywhere. Times are RFC 3339. */
export interface Erasure {
  erased: true;
  as_of: string;
  /** Until then what had happened before the erasure is refused when a client sends it again. */
  resent_refused_until: string;
}
