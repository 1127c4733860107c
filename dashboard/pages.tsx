import type { ComponentChildren } from "preact";
import { CartsPage } from "./pages/carts/carts-page.tsx";
import { NowPage } from "./pages/now/now-page.tsx";
import { PeoplePage } from "./pages/people/people-page.tsx";
import { ProductsPage } from "./pages/products/products-page.tsx";
import { RecoveryPage } from "./pages/recovery/recovery-page.tsx";
import { SettingsPage } from "./pages/settings/settings-page.tsx";
import { ShopperPage } from "./pages/shopper/shopper-page.tsx";
import { WebhookPage } from "./pages/webhooks/webhook-page.tsx";
import { WebhooksPage } from "./pages/webhooks/webhooks-page.tsx";
import type { Route } from "./router.ts";

/** A page: its name in the address, the entry of the menu that it belongs to, and how it is drawn. */
export interface Page {
  name: string;
  nav: string;
  render: (route: Route) => ComponentChildren;
}

/** Every page, in the order of the menu. */
export const PAGES: Page[] = [
  { name: "now", nav: "now", render: () => <NowPage /> },
  { name: "carts", nav: "carts", render: ({ query }) => <CartsPage query={query} /> },
  {
    name: "shopper",
    nav: "carts",
    render: ({ args: [kind = "", id = ""] }) => <ShopperPage key={`${kind}/${id}`} kind={kind} id={id} />,
  },
  { name: "recovery", nav: "recovery", render: ({ query }) => <RecoveryPage query={query} /> },
  { name: "products", nav: "products", render: ({ query }) => <ProductsPage query={query} /> },
  { name: "people", nav: "people", render: () => <PeoplePage /> },
  { name: "webhooks", nav: "webhooks", render: () => <WebhooksPage /> },
  { name: "webhook", nav: "webhooks", render: ({ args: [id = ""] }) => <WebhookPage key={id} id={id} /> },
  { name: "settings", nav: "settings", render: () => <SettingsPage /> },
];
