import { eventOperations } from "./event-operations.ts";
import type { Operation } from "./operation.ts";
import { readingOperations } from "./reading-operations.ts";
import { storeOperations } from "./store-operations.ts";

/** Every operation of the HTTP API, in the order of the description. */
export const operations: readonly Operation[] = [...eventOperations, ...readingOperations, ...storeOperations];
