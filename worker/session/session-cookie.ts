/** How long a dashboard session lasts. */
export const SESSION_MS = 12 * 60 * 60 * 1000;
/** The cookie's name. */
export const SESSION_COOKIE = "cartbeat_session";

/** The `Set-Cookie` that begins a session, or ends it when the token is empty. Scripts of the page cannot read it. */
export function sessionCookie(request: Request, token: string): string {
  const maxAge = token === "" ? 0 : SESSION_MS / 1000;
  const parts = [`${SESSION_COOKIE}=${token}`, "Path=/", `Max-Age=${maxAge}`, "HttpOnly", "SameSite=Strict"];
  if (isHttps(request)) parts.push("Secure");
  return parts.join("; ");
}

/** A proxy in front that ends TLS says so; a client that lies only gets a stricter cookie. */
function isHttps(request: Request): boolean {
  return new URL(request.url).protocol === "https:" || request.headers.get("X-Forwarded-Proto") === "https";
}
