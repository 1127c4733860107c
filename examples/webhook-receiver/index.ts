import { startReceiver } from "./start-receiver.ts";

// WEBHOOK_SECRET=whsec_… node examples/webhook-receiver/index.ts

const secret = process.env["WEBHOOK_SECRET"];
if (secret === undefined) {
  console.error("Set WEBHOOK_SECRET to the secret that POST /v1/webhooks answered.");
  process.exit(1);
}

const receiver = await startReceiver({
  port: Number(process.env["PORT"] ?? 3030),
  secret,
  onEvent: ({ type, data }) => console.log(type, data["shopper"], data["value_minor"], data["currency"]),
});
console.log(`Listening on ${receiver.url}`);
