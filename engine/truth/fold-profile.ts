import { isCartActivity } from "../activity.ts";
import type { ShopperEvent } from "../event.ts";
import type { Rules } from "../rules.ts";
import type { Profile } from "./truth.ts";

/** What an event says about who the shopper is. A trait that a confirmed event stated is never changed by a claim. */
export function foldProfile(profile: Profile, event: ShopperEvent, rules: Rules): Profile {
  const userId = event.userId ?? profile.userId;
  const next: Profile = {
    ...profile,
    userId,
    anonymousId: event.anonymousId ?? profile.anonymousId,
    verified: userId === profile.userId ? profile.verified || event.verified : event.verified,
    locale: event.locale ?? profile.locale,
    ...(isUnproven(event) ? { unprovenAt: Math.max(profile.unprovenAt ?? event.at, event.at) } : {}),
  };
  return event.traits === null || rules.payloadTraits.length === 0 ? next : withTraits(next, event, rules);
}

/** `identify` brings the past of an anonymous id along, and with it whatever stands in that cart. */
function isUnproven(event: ShopperEvent): boolean {
  if (event.userId === null || event.verified || event.trust === "confirmed") return false;
  return isCartActivity(event) || event.name === "identify";
}

function withTraits(profile: Profile, event: ShopperEvent, rules: Rules): Profile {
  const traits = { ...profile.traits };
  const confirmed = new Set(profile.confirmedTraits);
  for (const name of rules.payloadTraits) {
    const value = event.traits !== null && Object.hasOwn(event.traits, name) ? event.traits[name] : undefined;
    if (value === undefined || (event.trust === "claim" && confirmed.has(name))) continue;
    traits[name] = value;
    if (event.trust === "confirmed") confirmed.add(name);
  }
  return { ...profile, traits, confirmedTraits: [...confirmed] };
}
