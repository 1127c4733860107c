import { parseArgs } from "node:util";
import { reportOrder } from "./report-order.ts";

// npm exec -- node examples/server-side-orders/index.ts --order 1001 --value 89.90 --currency EUR --user ann

const { values } = parseArgs({
  options: {
    collector: { type: "string", default: "http://127.0.0.1:8787" },
    "secret-key": { type: "string", default: "sk_dev_DEVELOPMENTONLY" },
    order: { type: "string", default: "1001" },
    value: { type: "string", default: "89.90" },
    currency: { type: "string", default: "USD" },
    user: { type: "string" },
    "cart-token": { type: "string" },
  },
});

await reportOrder(
  { collectorUrl: values.collector, secretKey: values["secret-key"] },
  {
    event: "purchase",
    transactionId: values.order,
    value: Number(values.value),
    currency: values.currency,
    ...(values.user === undefined ? {} : { userId: values.user }),
    ...(values["cart-token"] === undefined ? {} : { cartToken: values["cart-token"] }),
  },
);
console.log(`order ${values.order} is reported`);
