interface About {
  description: string;
  example: string;
}

/** What stands in the addresses of routes, by the part of the address before it. */
const ABOUT: Readonly<Record<string, About>> = {
  "/v1/carts/": { description: "The cart's id, as payloads and lists tell it.", example: "c_1f3a9c27d04be815a6f2c390" },
  "/v1/shoppers/": { description: "A user id or an anonymous id.", example: "user-17" },
  "/v1/webhooks/": { description: "The endpoint's id.", example: "we_8f3a1c" },
  "/v1/stores/": { description: "The store's name.", example: "acme" },
  "/v1/projects/": { description: "The store's write key.", example: "wk_acme_3kF9" },
  "/r/": { description: "The token of the link.", example: "Zp0v7Qm1" },
};

/** What a parameter of a path is, in words and by example. Throws for one that nobody has described. */
export function aboutPathParameter(path: string, name: string): About {
  const about = ABOUT[path.slice(0, path.indexOf(`:${name}`))];
  if (about === undefined) throw new Error(`Nobody has described ${name} in ${path}.`);
  return about;
}
