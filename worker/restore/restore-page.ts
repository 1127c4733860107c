const SENTENCES = {
  bought: { status: 200, title: "Already bought", text: "The order for this cart has been placed. Thank you!" },
  gone: { status: 410, title: "This link has expired", text: "The cart is no longer there. Please visit the shop." },
  unknown: { status: 404, title: "Unknown link", text: "This link leads nowhere. Please check the address." },
} as const;

/** Nothing of a link may be kept, indexed, or told to another site. */
export const LINK_HEADERS = {
  "Cache-Control": "no-store",
  "Referrer-Policy": "no-referrer",
  "X-Robots-Tag": "noindex",
} as const;

/** A plain page for a link that leads to no cart. It holds no script and nothing of the request. */
export function restorePage(kind: keyof typeof SENTENCES): Response {
  const { status, title, text } = SENTENCES[kind];
  const html = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>${text}</p>
</html>
`;
  return new Response(html, {
    status,
    headers: {
      ...LINK_HEADERS,
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
