import { mailReminder } from "./mail-reminder.ts";
import { startReceiver } from "./start-receiver.ts";

// WEBHOOK_SECRET=whsec_… node examples/webhook-receiver/index.ts
// With SMTP_URL=smtp://user:password@host:587 it also sends reminders by e-mail, from MAIL_FROM.

const secret = process.env["WEBHOOK_SECRET"];
if (secret === undefined) {
  console.error("Set WEBHOOK_SECRET to the secret that POST /v1/webhooks answered.");
  process.exit(1);
}

const smtpUrl = process.env["SMTP_URL"];
const from = process.env["MAIL_FROM"] ?? "shop@example.com";
const remind = smtpUrl === undefined ? null : mailReminder({ smtpUrl, from });

const receiver = await startReceiver({
  port: Number(process.env["PORT"] ?? 3030),
  secret,
  onEvent: async (event, id) => {
    if (event.type === "webhook.test") return console.log(event.data.message);
    const { shopper, value_minor, currency } = event.data;
    console.log(event.type, shopper, value_minor, currency);
    // When the mail cannot be sent the webhook fails and comes again.
    await remind?.(event, id);
  },
});
console.log(`Listening on ${receiver.url}`);
