import { createTransport } from "nodemailer";
import type { CartbeatEvent } from "./start-receiver.ts";

/** How reminders are sent. */
export interface MailOptions {
  /** `smtp://user:password@host:port`, or `smtps://…`. */
  smtpUrl: string;
  /** `Oak & Clay <shop@example.com>`. */
  from: string;
}

/**
 * Returns what to do with each webhook: an abandoned cart whose shopper's e-mail is known gets a reminder with the link
 * back to it. Only an address that the shop itself has vouched for is written to, since anybody can claim one with the
 * public key: the payload's `email` trait counts when `identity_verified` is true.
 */
export function mailReminder({ smtpUrl, from }: MailOptions): (event: CartbeatEvent, id: string) => Promise<void> {
  const transport = createTransport(smtpUrl);
  return async (event, id) => {
    if (event.type !== "cart.abandoned") return;
    const { traits, identity_verified, restore_url, items: left } = event.data;
    const email = traits["email"];
    if (!identity_verified || typeof email !== "string" || restore_url === null) return;
    const items = left.map(({ quantity, item_name, item_id }) => `${quantity} × ${item_name ?? item_id}`);
    await transport.sendMail({
      from,
      to: { name: "", address: email },
      subject: "You left something in your cart",
      // Plain text: names of products are a stranger's words and need no escaping here.
      text: `Still interested?\n\n${items.join("\n")}\n\nYour cart is here: ${restore_url}\n`,
      // The webhook's id names the reminder: a mail that is sent twice can be recognized.
      messageId: `<${id}@cartbeat.example>`,
    });
  };
}
