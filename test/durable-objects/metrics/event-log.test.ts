import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ShopperLogged } from "../../../durable-objects/metrics/event-codec.ts";
import { encodeEvents, readEvents } from "../../../durable-objects/metrics/event-codec.ts";
import { EventLog } from "../../../durable-objects/metrics/event-log.ts";
import { compareLogged } from "../../../durable-objects/metrics/questions/events.ts";
import { loggedEvent } from "../../../engine/contribution/logged-event.ts";
import { event } from "../../support/shopper-events.ts";

const logged = (at: number, name: string, index: number): ShopperLogged => ({
  shopper: `u:${index % 3}`,
  event: { ...loggedEvent(event(name, 0, { id: `m-${index}` })), at, receivedAt: at },
});

test("the first of a segment, with everything of the last one's time, are those of the whole segment", async () => {
  const one = fc.record({ at: fc.integer({ min: 0, max: 20 }), name: fc.constantFrom("like", "search") });
  const shard = env.METRICS_SHARD.getByName("event-log-test");
  await runInDurableObject(shard, (_, { storage }) => {
    fc.assert(
      fc.property(
        fc.array(one, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 10 }),
        fc.integer({ min: 1, max: 25 }),
        (made, limit, to) => {
          storage.sql.exec("DELETE FROM segment");
          const log = new EventLog(storage.sql);
          const all = made.map(({ at, name }, index) => logged(at, name, index));
          for (const each of all) log.add(each);
          log.seal();
          const isWanted = ({ event: { name, at } }: ShopperLogged) => name === "like" && at < to;
          const found = [...log.lists(0, to, [])].flatMap((list) => list.first(isWanted, limit));
          const expected = all.filter(isWanted).toSorted(compareLogged).slice(0, limit);
          expect(found.toSorted(compareLogged).slice(0, limit)).toEqual(expected);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test("whoever has seen enough of a segment unpacks no more of it", () => {
  const all = Array.from({ length: 2048 }, (_, index) => logged(index, "like", index));
  const reading = readEvents(encodeEvents(all));
  const read = [reading.next().value, reading.next().value];
  reading.return(undefined);
  expect(read).toEqual(all.slice(0, 2));
  expect(reading.next().done).toBe(true);
});
