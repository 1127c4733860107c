import type { Product } from "./catalogue.ts";
import { type Person, person } from "./person.ts";
import type { Random } from "./random.ts";
import type { TrafficLocale } from "./traffic-locale.ts";

/** A product in a visitor's cart. */
export interface VisitorLine {
  product: Product;
  quantity: number;
}

/** An order that a visitor may still cancel. */
export interface VisitorOrder {
  id: string;
  value: number;
  lines: readonly VisitorLine[];
}

/** Somebody who comes to the generated shop, once or again. Visits change it. */
export interface Visitor {
  number: number;
  /** Null for a guest. */
  userId: string | null;
  /** Null for those who were logged in from the start: their clients send the user id alone. */
  anonymousId: string | null;
  person: Person;
  /** True once the traits were told. */
  introduced: boolean;
  source: "website" | "mobile_app" | "mobile_web";
  device: "desktop" | "mobile" | "tablet";
  browser: string;
  cart: VisitorLine[];
  order: VisitorOrder | null;
  /** When the last visit ended, epoch milliseconds. */
  lastAt: number;
}

/** The share of shoppers who come as guests. */
const GUESTS = 0.33;

/** What a new visitor is drawn with. */
export interface VisitorPlan {
  locale: TrafficLocale;
  /** Goes into ids, so that traffic of two seeds never meets. */
  run: string;
  number: number;
}

/** Draws somebody who was never here before. */
export function newVisitor(random: Random, { locale, run, number }: VisitorPlan): Visitor {
  const isGuest = random.chance(GUESTS);
  return {
    number,
    userId: isGuest ? null : userIdOf(run, number),
    anonymousId: isGuest ? `anon-${run}-${number}` : null,
    person: person(random, locale, number),
    introduced: false,
    ...surroundings(random),
    cart: [],
    order: null,
    lastAt: 0,
  };
}

/** The user id that a visitor has or will have. */
export function userIdOf(run: string, number: number): string {
  return `cust-${run}-${number}`;
}

function surroundings(random: Random): Pick<Visitor, "source" | "device" | "browser"> {
  const dice = random.next();
  if (dice < 0.35) return { source: "mobile_app", device: random.chance(0.9) ? "mobile" : "tablet", browser: "app" };
  if (dice < 0.6) {
    const device = random.chance(0.85) ? "mobile" : "tablet";
    return { source: "mobile_web", device, browser: random.pick(["Chrome", "Safari", "Samsung Internet"]) };
  }
  return {
    source: "website",
    device: "desktop",
    browser: random.pick(["Chrome", "Chrome", "Edge", "Firefox", "Safari"]),
  };
}
