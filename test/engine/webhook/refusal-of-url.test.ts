import { describe, expect, test } from "vitest";
import { refusalOfUrl } from "../../../engine/webhook/refusal-of-url.ts";

const production = { allowLocal: false };
const development = { allowLocal: true };

/** Hostile or mistaken addresses, each with the reason for which it is refused. */
const REFUSED = [
  // Not a URL, or one that parsers read differently
  ["", "invalid_url"],
  ["shop.example/hook", "invalid_url"],
  ["//shop.example/hook", "invalid_url"],
  ["https:", "invalid_url"],
  ["https://", "invalid_url"],
  ["https:///etc/passwd", "invalid_url"],
  ["https:shop.example", "invalid_url"],
  ["https:\\\\127.0.0.1\\", "invalid_url"],
  ["https://shop.example\\@127.0.0.1/", "invalid_url"],
  ["https://shop.example /", "invalid_url"],
  [" https://shop.example/", "invalid_url"],
  ["https://shop.example/\r\nX-Injected: 1", "invalid_url"],
  ["https://127.0.\t0.1/", "invalid_url"],
  ["https://127.0.\u200b0.1/", "invalid_url"],
  ["https://shop.example/\u202egpj.exe", "invalid_url"],
  ["https://shop.example:99999/", "invalid_url"],
  ["https://[::1/", "invalid_url"],
  ["https://256.256.256.256/", "invalid_url"],
  ["https://1.2.3.4.5/", "invalid_url"],
  ["https://shop%00.example/", "invalid_url"],
  // Another scheme
  ["http://shop.example/hook", "not_https"],
  ["HTTP://SHOP.EXAMPLE/hook", "not_https"],
  ["ftp://shop.example/", "not_https"],
  ["ws://shop.example/", "not_https"],
  ["gopher://shop.example/", "not_https"],
  ["file://localhost/etc/passwd", "invalid_url"],
  ["javascript://shop.example/%0aalert(1)", "not_https"],
  ["data://text/plain,x", "not_https"],
  // Credentials
  ["https://user@shop.example/", "credentials"],
  ["https://user:password@shop.example/", "credentials"],
  ["https://:password@shop.example/", "credentials"],
  ["https://@shop.example/", "credentials"],
  ["https://:@shop.example/", "credentials"],
  ["https://shop.example@127.0.0.1/", "credentials"],
  ["https://shop.example%40127.0.0.1@10.0.0.1/", "credentials"],
  // IPv4, in all its notations
  ["https://127.0.0.1/", "ip_literal"],
  ["https://127.0.0.1:8443/", "ip_literal"],
  ["https://127.0.0.1./", "ip_literal"],
  ["https://127.1/", "ip_literal"],
  ["https://127.0.1/", "ip_literal"],
  ["https://10.0.0.1/", "ip_literal"],
  ["https://172.16.0.1/", "ip_literal"],
  ["https://192.168.1.1/", "ip_literal"],
  ["https://169.254.169.254/latest/meta-data/", "ip_literal"],
  ["https://100.64.0.1/", "ip_literal"],
  ["https://0.0.0.0/", "ip_literal"],
  ["https://0/", "ip_literal"],
  ["https://255.255.255.255/", "ip_literal"],
  ["https://93.184.216.34/", "ip_literal"],
  ["https://2130706433/", "ip_literal"],
  ["https://2852039166/", "ip_literal"],
  ["https://0x7f000001/", "ip_literal"],
  ["https://0X7F.0.0.1/", "ip_literal"],
  ["https://0x7f.1/", "ip_literal"],
  ["https://0177.0.0.1/", "ip_literal"],
  ["https://017700000001/", "ip_literal"],
  ["https://0x7f.0.0x0.1/", "ip_literal"],
  ["https://0300.0250.1.1/", "ip_literal"],
  ["https://%31%32%37.0.0.1/", "ip_literal"],
  ["https://127%2e0%2e0%2e1/", "ip_literal"],
  ["https://１２７.０.０.１/", "ip_literal"],
  ["https://①②⑦.⓪.⓪.①/", "ip_literal"],
  ["https://127。0。0。1/", "ip_literal"],
  // IPv6
  ["https://[::1]/", "ip_literal"],
  ["https://[::]/", "ip_literal"],
  ["https://[0:0:0:0:0:0:0:1]/", "ip_literal"],
  ["https://[::ffff:127.0.0.1]/", "ip_literal"],
  ["https://[::ffff:7f00:1]/", "ip_literal"],
  ["https://[::127.0.0.1]/", "ip_literal"],
  ["https://[64:ff9b::7f00:1]/", "ip_literal"],
  ["https://[2002:7f00:1::]/", "ip_literal"],
  ["https://[fe80::1]/", "ip_literal"],
  ["https://[fc00::1]/", "ip_literal"],
  ["https://[fd00:ec2::254]/latest/meta-data/", "ip_literal"],
  ["https://[2606:2800:220:1:248:1893:25c8:1946]/", "ip_literal"],
  // A dot at the end
  ["https://shop.example./", "trailing_dot"],
  ["https://localhost./", "trailing_dot"],
  ["https://metadata.google.internal./", "trailing_dot"],
  // Local names
  ["https://localhost/", "local_name"],
  ["https://LOCALHOST/", "local_name"],
  ["https://ｌｏｃａｌｈｏｓｔ/", "local_name"],
  ["https://loc%61lhost/", "local_name"],
  ["https://api.localhost/", "local_name"],
  ["https://localhost.localdomain/", "local_name"],
  ["https://printer.local/", "local_name"],
  ["https://metadata.google.internal/computeMetadata/v1/", "local_name"],
  ["https://metadata。google。internal/", "local_name"],
  ["https://router.home.arpa/", "local_name"],
  ["https://1.0.0.127.in-addr.arpa/", "local_name"],
  ["https://nas.lan/", "local_name"],
  ["https://wiki.corp/", "local_name"],
  ["https://wiki.intranet/", "local_name"],
  ["https://vault.private/", "local_name"],
  ["https://kubernetes.default.svc/", "local_name"],
  ["https://kubernetes.default.svc.cluster.local/", "local_name"],
  ["https://shop.test/", "local_name"],
  ["https://shop.invalid/", "local_name"],
  ["https://hidden.onion/", "local_name"],
  ["https://127.0.0.1.nip.io/", "local_name"],
  ["https://10-0-0-1.sslip.io/", "local_name"],
  ["https://localtest.me/", "local_name"],
  ["https://anything.lvh.me/", "local_name"],
  // Names without a dot
  ["https://intranet-server/", "single_label"],
  ["https://redis:6379/", "single_label"],
  ["https://instance-data/latest/meta-data/", "single_label"],
  ["https://com/", "single_label"],
] as const;

const ALLOWED = [
  "https://shop.example/webhooks",
  "https://hooks.shop.example:8443/a/b?c=d#e",
  "HTTPS://Shop.Example/Hook",
  "https://localhost.shop.example/",
  "https://internal.shop.com/",
  "https://mylocal.shop/",
  "https://10.shop.example/",
  "https://0x7f.shop.example/",
  "https://bücher.example/",
  "https://xn--bcher-kva.example/",
  "https://shop.example/?next=http://127.0.0.1/",
  "https://shop.example/user@127.0.0.1",
];

describe("where webhooks may go", () => {
  test.each(REFUSED)("%j is refused: %s", (url, reason) => {
    expect(refusalOfUrl(url, production)).toBe(reason);
  });

  test.each(ALLOWED)("%s is allowed", (url) => {
    expect(refusalOfUrl(url, production)).toBeNull();
  });

  test("the table is as long as it was promised to be", () => {
    expect(new Set(REFUSED.map(([url]) => url)).size).toBeGreaterThanOrEqual(60);
  });
});

describe("where webhooks may go in development", () => {
  test.each([
    "http://127.0.0.1:3000/webhooks",
    "http://localhost:3000/webhooks",
    "http://[::1]:3000/",
    "http://receiver:3000/",
    "https://shop.test/",
    "https://shop.example/",
  ])("%s is allowed", (url) => {
    expect(refusalOfUrl(url, development)).toBeNull();
  });

  test.each([
    ["ftp://127.0.0.1/", "not_https"],
    ["file:///etc/passwd", "invalid_url"],
    ["http://user:password@127.0.0.1/", "credentials"],
    ["http://127.0.0.1\\@shop.example/", "invalid_url"],
    ["localhost:3000", "invalid_url"],
  ])("%s is refused all the same: %s", (url, reason) => {
    expect(refusalOfUrl(url, development)).toBe(reason);
  });
});
