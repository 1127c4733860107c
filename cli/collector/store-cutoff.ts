import type { Settings } from "../../protocol/settings.ts";
import { ownerRequest, type OwnerAccess } from "./owner-request.ts";

/** The store's settings as they are now. */
export async function readSettings(access: OwnerAccess): Promise<Settings> {
  return (await ownerRequest(access, { method: "GET", path: "/v1/settings" })) as Settings;
}

/** Sets the cut-off of the stages cart, checkout and payment, in minutes (fractions allowed). */
export async function setCutoff(access: OwnerAccess, minutes: number): Promise<void> {
  await patchCutoff(access, { cart: minutes, checkout: minutes, payment: minutes });
}

/** Puts back the cut-offs that {@link setCutoff} replaced. */
export async function restoreCutoff(access: OwnerAccess, former: Settings): Promise<void> {
  const { cart, checkout, payment } = former.cutoff_minutes;
  await patchCutoff(access, { cart, checkout, payment });
}

async function patchCutoff(access: OwnerAccess, minutes: Partial<Settings["cutoff_minutes"]>): Promise<void> {
  await ownerRequest(access, { method: "PATCH", path: "/v1/settings", body: { cutoff_minutes: minutes } });
}
