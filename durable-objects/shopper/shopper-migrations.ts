import type { Migrations } from "../storage/migrate.ts";

/** A shopper is one row of JSON (part 0); events beyond what fits well into it are sealed in further parts. */
export const SHOPPER_MIGRATIONS: Migrations = ["CREATE TABLE part (id INTEGER PRIMARY KEY, body TEXT NOT NULL)"];
