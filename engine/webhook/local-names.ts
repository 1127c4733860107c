/** Top levels and domains that mean something inside a network and nothing, or something else, outside of it. */
const LOCAL_SUFFIXES = [
  // RFC 6761, RFC 6762, RFC 8375, ICANN's .internal (2024), RFC 7686
  "localhost",
  "local",
  "internal",
  "home.arpa",
  "in-addr.arpa",
  "ip6.arpa",
  "test",
  "invalid",
  "onion",
  // In common use for private networks, and never delegated
  "localdomain",
  "lan",
  "home",
  "corp",
  "intranet",
  "intra",
  "private",
  "belkin",
  "router",
  "workgroup",
  // Kubernetes and Docker
  "svc",
  "cluster.local",
  "docker",
  "kubernetes",
  // Public names that answer with whatever address is written into them, or with 127.0.0.1
  "nip.io",
  "sslip.io",
  "xip.io",
  "traefik.me",
  "localtest.me",
  "lvh.me",
  "vcap.me",
  "lacolhost.com",
  "localho.st",
];

/** Whether a DNS name (lower case, without a dot at its end) belongs to a local network, or exists to point into one. */
export function isLocalName(host: string): boolean {
  return LOCAL_SUFFIXES.some((suffix) => host === suffix || host.endsWith(`.${suffix}`));
}
