import type { UrlRefusal } from "../../engine/webhook/refusal-of-url.ts";

const SENTENCES: Record<UrlRefusal, string> = {
  invalid_url: "The address is not a URL.",
  not_https: "The address must begin with https://.",
  credentials: "The address must not contain a user name or password.",
  ip_literal: "The address must have a name, not an IP address.",
  trailing_dot: "The address's name must not end with a dot.",
  single_label: "The address must have a full domain name.",
  local_name: "The address's name belongs to a local network.",
};

/** Why an address was refused, for people. */
export function urlRefusalMessage(refusal: UrlRefusal): string {
  return SENTENCES[refusal];
}
