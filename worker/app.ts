import { Hono } from "hono";
import { allowedMethods } from "./allowed-methods.ts";
import { answerError } from "./answer-error.ts";
import { apiError } from "./api-error.ts";
import type { AppEnv } from "./app-env.ts";
import { backtest } from "./routes/backtest.ts";
import { cart } from "./routes/cart.ts";
import { limitAddress } from "./middleware/limit-address.ts";
import { cartActions } from "./routes/cart-actions.ts";
import { carts } from "./routes/carts.ts";
import { clientSettings } from "./routes/client-settings.ts";
import { dashboard } from "./routes/dashboard.ts";
import { dashboardSession } from "./routes/dashboard-session.ts";
import { deliveries } from "./routes/deliveries.ts";
import { generate } from "./routes/generate.ts";
import { erase } from "./routes/erase.ts";
import { historyImport } from "./routes/import.ts";
import { ingest } from "./routes/ingest.ts";
import { keptId } from "./routes/kept-id.ts";
import { keys } from "./routes/keys.ts";
import { metrics } from "./routes/metrics.ts";
import { ledger } from "./routes/ledger.ts";
import { live } from "./routes/live.ts";
import { now } from "./routes/now.ts";
import { outcomes } from "./routes/outcomes.ts";
import { operation } from "./routes/operation.ts";
import { rebuild } from "./routes/rebuild.ts";
import { rejected } from "./routes/rejected.ts";
import { restore } from "./routes/restore.ts";
import { settings } from "./routes/settings.ts";
import { shopperDetails } from "./routes/shopper-details.ts";
import { shopperExport } from "./routes/shopper-export.ts";
import { shoppers } from "./routes/shoppers.ts";
import { stores } from "./routes/stores.ts";
import { webhooks } from "./routes/webhooks.ts";
import { serveAsset } from "./serve-asset.ts";

/** The HTTP interface. What no route knows is a static file or an error. */
export const app = new Hono<AppEnv>();

app.use(limitAddress());
for (const routes of [
  ingest,
  keptId,
  clientSettings,
  carts,
  cart,
  cartActions,
  restore,
  shoppers,
  erase,
  shopperDetails,
  shopperExport,
  webhooks,
  deliveries,
  settings,
  keys,
  stores,
  rejected,
  historyImport,
  generate,
  metrics,
  operation,
  dashboardSession,
  live,
  outcomes,
  now,
  backtest,
  ledger,
  rebuild,
  dashboard,
]) {
  app.route("/", routes);
}

app.notFound(async (c) => {
  const methods = allowedMethods(app, c.req.path);
  if (methods.length > 0) {
    const response = apiError("method_not_allowed");
    response.headers.set("Allow", methods.join(", "));
    return response;
  }
  return (await serveAsset(c.req.raw, c.env)) ?? apiError("not_found");
});

app.onError((error) => answerError(error));
