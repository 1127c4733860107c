/** Running totals since this isolate started, by class of object. They cost nothing to keep and are never stored. */
export interface StorageCounters {
  /** Adds rows that an object of this class has written; `setAlarm` is one. */
  addRowsWritten(className: string, rows: number): void;
  /** Adds one request to an object of this class. Call it where the request is made. */
  addRequest(className: string): void;
  /** Adds one alarm that rang in an object of this class. */
  addAlarm(className: string): void;
  /** Adds time that an object of this class was awake after its answer; the answer itself takes next to none. */
  addActive(className: string, ms: number): void;
  rowsWritten(): ReadonlyMap<string, number>;
  requests(): ReadonlyMap<string, number>;
  alarms(): ReadonlyMap<string, number>;
  /** Milliseconds. */
  active(): ReadonlyMap<string, number>;
}

/** The counters of this isolate, shown at GET /metrics. Rows written, requests and alarms are what the platform bills. */
export const storageCounters: StorageCounters = createStorageCounters();

function createStorageCounters(): StorageCounters {
  const rowsWritten = new Map<string, number>();
  const requests = new Map<string, number>();
  const alarms = new Map<string, number>();
  const active = new Map<string, number>();
  return {
    addRowsWritten(className, rows) {
      rowsWritten.set(className, (rowsWritten.get(className) ?? 0) + rows);
    },
    addRequest(className) {
      requests.set(className, (requests.get(className) ?? 0) + 1);
    },
    addAlarm(className) {
      alarms.set(className, (alarms.get(className) ?? 0) + 1);
    },
    addActive(className, ms) {
      active.set(className, (active.get(className) ?? 0) + ms);
    },
    rowsWritten: () => rowsWritten,
    requests: () => requests,
    alarms: () => alarms,
    active: () => active,
  };
}
