import { Hono } from "hono";
import type { AppEnv } from "../app-env.ts";
import { cohort } from "./cohort.ts";
import { engagement } from "./engagement.ts";
import { events } from "./events.ts";
import { items } from "./items.ts";
import { reports } from "./reports.ts";
import { statistics } from "./statistics.ts";

/** Everything that the metrics shards answer, but the abandoned carts. */
export const metrics = new Hono<AppEnv>();

for (const routes of [events, statistics, items, engagement, cohort, reports]) metrics.route("/", routes);
