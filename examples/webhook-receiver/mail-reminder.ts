import { createTransport } from "nodemailer";
import type { CartbeatEvent } from "./start-receiver.ts";

/** How reminders are sent. */
export interface MailOptions {
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  smtpUrl: string;
  /** `Oak & Clay <shop@example.com>`. */
  from: string;
}

interface Item {
  item_name: string | null;
  item_id: string;
  quantity: number;
}

/**
 * Returns what to do with each webhook: an abandoned cart whose shopper's e-mail is known gets a reminder with the link
 * back to it. Only an address that the shop itself has vouched for is written to, since anybody can claim one with the
 * public key: the payload's `email` trait counts when `identity_verified` is true.
 */
export function mailReminder({ smtpUrl, from }: MailOptions): (event: CartbeatEvent, id: string) => Promise<void> {
  const transport = createTransport(smtpUrl);
  return async ({ type, data }, id) => {
    const { email } = data["traits"] as { email?: unknown };
    const isProven = data["identity_verified"] === true && typeof email === "string";
    if (type !== "cart.abandoned" || !isProven || typeof data["restore_url"] !== "string") return;
    const items = (data["items"] as Item[]).map(
      ({ quantity, item_name, item_id }) => `${quantity} × ${item_name ?? item_id}`,
    );
    await transport.sendMail({
      from,
      to: { name: "", address: email },
      subject: "You left something in your cart",
      // Plain text: names of products are a stranger's words and need no escaping here.
      text: `Still interested?\n\n${items.join("\n")}\n\nYour cart is here: ${data["restore_url"]}\n`,
      // The webhook's id names the reminder: a mail that is sent twice can be recognized.
      messageId: `<${id}@cartbeat.example>`,
    });
  };
}
