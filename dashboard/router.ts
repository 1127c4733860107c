import { useEffect, useState } from "preact/hooks";

/** Where the reader is: `#/carts?sort=value` is page `carts`, no arguments, and that query. */
export interface Route {
  page: string;
  args: string[];
  query: URLSearchParams;
}

/** The page's route, and again whenever it changes. */
export function useRoute(): Route {
  const [hash, setHash] = useState(location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);
  return readRoute(hash);
}

/** The address of a page within the dashboard. Every part may hold any text. */
export function hrefOf(parts: string[], query: Record<string, string> = {}): string {
  const search = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== "")).toString();
  return `#/${parts.map(encodeURIComponent).join("/")}${search === "" ? "" : `?${search}`}`;
}

function readRoute(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [page = "", ...args] = path.split("/").map(decode);
  return { page: page === "" ? "now" : page, args, query: new URLSearchParams(search) };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
