/** Every event of the log. */
export const NO_FILTER = {
  from: 0,
  to: Number.MAX_SAFE_INTEGER,
  name: null,
  source: null,
  device: null,
  customers: null,
  item: null,
  session: null,
};
