import { hrefOf } from "../router.ts";

/** A shopper's name, which leads to the shopper's page. Whatever the name holds stays within it. */
export function ShopperLink({ userId, anonymousId }: { userId: string | null; anonymousId: string | null }) {
  const id = userId ?? anonymousId ?? "";
  return (
    <a class="shopper-link" href={hrefOf(["shopper", userId === null ? "anonymous" : "user", id])}>
      <bdi>{id}</bdi>
    </a>
  );
}
