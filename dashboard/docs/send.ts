import type { PlacedOperation } from "./api-description.ts";

/** Longest answer that is shown whole. */
const SHOWN_CHARACTERS = 20_000;

/** What was filled in. */
export interface Filled {
  values: Record<string, string>;
  body: string;
  accessKey: string;
}

/** What came back. */
export interface Sent {
  status: string;
  text: string;
}

/** Makes the request that was filled in. Never rejects. */
export async function send({ method, path, operation }: PlacedOperation, filled: Filled): Promise<Sent> {
  const { values, body, accessKey } = filled;
  const query = new URLSearchParams();
  for (const { name, in: place } of operation.parameters ?? []) {
    const value = values[name] ?? "";
    if (place === "query" && value !== "") query.set(name, value);
  }
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  const headers: Record<string, string> = {};
  if (accessKey !== "") headers["Authorization"] = `Bearer ${accessKey}`;
  if (operation.requestBody !== undefined) headers["Content-Type"] = "application/json";
  try {
    const response = await fetch(`${address}${query.size === 0 ? "" : `?${query.toString()}`}`, {
      method,
      headers,
      ...(operation.requestBody === undefined ? {} : { body }),
    });
    return { status: String(response.status), text: pretty(await response.text()).slice(0, SHOWN_CHARACTERS) };
  } catch {
    return { status: "", text: "The collector does not answer." };
  }
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
