import { Hono } from "hono";
import { storeExists } from "../../durable-objects/registry/registered-stores.ts";
import type { LiveTicket } from "../../protocol/live.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { randomHex } from "../random-hex.ts";
import { storeStub } from "../store-stub.ts";

const TICKET_BYTES = 20;
const TICKET = /^([a-z0-9][a-z0-9_-]{0,63})\.[0-9a-f]{40}$/;

/** What happens now, over a WebSocket. It is opened with a single-use ticket: keys have no place in an address. */
export const live = new Hono<AppEnv>();

live.post("/v1/live/ticket", requireSecretKey({ reads: true }), async (c) => {
  const ticket = `${c.var.store}.${randomHex(TICKET_BYTES)}`;
  const expiresAt = await storeStub(c.env, c.var.store).issueTicket(ticket);
  const answer: LiveTicket = { ticket, expires_at: new Date(expiresAt).toISOString() };
  return c.json(answer, 201, { "Cache-Control": "no-store" });
});

live.get("/v1/live", async (c) => {
  if (c.req.header("Upgrade")?.toLowerCase() !== "websocket") {
    return apiError("invalid_parameter", { parameter: "Upgrade", message: "This is a WebSocket." });
  }
  const store = TICKET.exec(c.req.query("ticket") ?? "")?.[1];
  if (store === undefined || !(await storeExists(c.env, store, Date.now()))) return apiError("unauthorized");
  const response = await storeStub(c.env, store).fetch(c.req.raw);
  return response.status === 101 ? response : apiError("unauthorized");
});
