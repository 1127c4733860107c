import type { Upstream } from "./fault-proxy.ts";

/** The real collector on this machine. */
export function collectorUpstream(port: number): Upstream {
  return async ({ method, path, headers, body }) => {
    const hasBody = method !== "GET" && method !== "HEAD";
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      ...(hasBody ? { body: new Uint8Array(body) } : {}),
    });
    const retryAfter = answer.headers.get("retry-after");
    return {
      status: answer.status,
      headers: { "content-type": "application/json", ...(retryAfter === null ? {} : { "retry-after": retryAfter }) },
      body: Buffer.from(await answer.arrayBuffer()),
    };
  };
}

/** A receiver that takes everything, as the servers of the other SDKs do, and answers what they expect. */
export function receiverUpstream(answer: string): Upstream {
  return async () => ({ status: 200, headers: { "content-type": "application/json" }, body: Buffer.from(answer) });
}
