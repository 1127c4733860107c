import { ALERT_CASES } from "./contract/alert-cases.ts";
import { CART_CASES } from "./contract/cart-cases.ts";
import type { ContractCase } from "./contract/contract-case.ts";
import { CORRECTION_CASES } from "./contract/correction-cases.ts";
import { IDENTITY_CASES } from "./contract/identity-cases.ts";

/** What the engine promises, whoever runs it: the live objects with their alarms, or the back-test's virtual clock. */
export const CONTRACT_CASES: readonly ContractCase[] = [
  ...CART_CASES,
  ...ALERT_CASES,
  ...CORRECTION_CASES,
  ...IDENTITY_CASES,
];
