import { ownerRequest, type OwnerAccess } from "../../cli/collector/owner-request.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import type { TimelineAnswer, TimelineOutcome } from "../../protocol/timeline.ts";

const LANES = 8;

/** Those of these shoppers about whom something is left to decide or to hand over. */
export async function busyShoppers(access: OwnerAccess, shoppers: readonly string[]): Promise<ShopperView[]> {
  const views = await eachOf(shoppers, (id) => get<ShopperView>(access, `/v1/shoppers/${id}`));
  return views.filter(({ outbox, next_deadline }) => outbox > 0 || next_deadline !== null);
}

/** What was decided about each shopper. */
export async function decidedOutcomes(
  access: OwnerAccess,
  shoppers: readonly string[],
): Promise<Map<string, TimelineOutcome[]>> {
  const timelines = await eachOf(shoppers, (id) =>
    get<TimelineAnswer>(access, `/v1/shoppers/${id}/timeline?limit=1000`),
  );
  return new Map(
    timelines.map(({ shopper, data }) => {
      return [shopper, data.filter((entry): entry is TimelineOutcome => entry.kind === "outcome")];
    }),
  );
}

async function get<Answer>(access: OwnerAccess, path: string): Promise<Answer> {
  return (await ownerRequest(access, { method: "GET", path })) as Answer;
}

async function eachOf<Answer>(ids: readonly string[], ask: (id: string) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  const left = ids.entries();
  const lane = async (): Promise<void> => {
    for (const [index, id] of left) answers[index] = await ask(id);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return answers;
}
