import { DurableObject } from "cloudflare:workers";
import type { TrafficOptions } from "../../engine/generate/generate-traffic.ts";
import type { GenerateStatus } from "../../protocol/generate.ts";
import type { RebuildStatus } from "../../protocol/rebuild.ts";
import type { LiveFrame } from "../../protocol/live.ts";
import type { Settings, SettingsPatch } from "../../protocol/settings.ts";
import type { Env } from "../env.ts";
import { countSql } from "../storage/count-sql.ts";
import { migrate } from "../storage/migrate.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import { clearStore } from "./clear-store.ts";
import { closeStore, unlessClosed } from "./close-store.ts";
import type { EndpointRecord } from "./endpoint-record.ts";
import { deleteEndpoint, disableEndpoint, putEndpoint, readEndpoints } from "./endpoint-rows.ts";
import { GenerateJob } from "./generate-job.ts";
import { deleteExpired, nextExpiry } from "./key-rows.ts";
import { LiveFeed } from "./live-feed.ts";
import { patchSettings, type PatchResult } from "./patch-settings.ts";
import { readStoreConfig } from "./read-store-config.ts";
import { rebuildHost } from "./rebuild-host.ts";
import { RebuildJob } from "./rebuild-job.ts";
import type { RejectedPage, RejectedRecord } from "./rejected-record.ts";
import {
  appendRejected,
  forgetInRejected,
  forgetRejectedBefore,
  nextRejectedEnd,
  readRejected,
} from "./rejected-rows.ts";
import { prepareRotation, storeRotation, type KeyRotation } from "./rotate-key.ts";
import { reseedStore, seedStore } from "./seed-store.ts";
import { sendGenerated } from "./send-generated.ts";
import type { StoreConfig } from "./store-config.ts";
import { STORE_MIGRATIONS } from "./store-migrations.ts";
import { emptyFrame } from "../metrics/live-frame.ts";
import { markEventsExist, readStoreRow, writeSettings, type StoreState } from "./store-row.ts";
import { type StoreSeed, storeSeed } from "./store-seed.ts";
import { watchShards } from "./watch-shards.ts";

const DAY_MS = 86_400_000;

/** One shop: its keys, settings, webhook endpoints and rejected events. Its name is the store's. */
export class Store extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #live: LiveFeed;
  /** In memory: that the alarm knows of kept rejected events. */
  #rejectedEnd = false;
  readonly #generate: GenerateJob;
  readonly #rebuild: RebuildJob;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = countSql("Store", ctx.storage.sql);
    migrate(this.#sql, STORE_MIGRATIONS);
    const seed = readStoreRow(this.#sql) === null ? storeSeed(env, ctx.id.name ?? "") : null;
    this.#live = new LiveFeed({
      acceptWebSocket: (socket) => ctx.acceptWebSocket(socket),
      getWebSockets: () => ctx.getWebSockets(),
      watchShards: (until) => watchShards(env, this.#state(), until),
    });
    this.#generate = new GenerateJob({
      sql: this.#sql,
      now: () => Date.now(),
      clear: () => clearStore(env, this.#state()),
      send: async (messages) => {
        const now = Date.now();
        await sendGenerated(env, { store: this.#state().name, config: this.config(now) }, messages, now);
        markEventsExist(this.#sql);
      },
    });
    this.#rebuild = new RebuildJob(rebuildHost(env, this.#sql, (now) => this.config(now)));
    if (seed !== null) void ctx.blockConcurrencyWhile(() => seedStore(ctx.storage, seed, Date.now()));
  }

  /** What is cached of the store; only keys that are valid at `now`. */
  config(now: number): StoreConfig {
    return unlessClosed(this.#sql, readStoreConfig(this.#sql, this.#state(), now));
  }

  /** Creates the store with these keys; false when it has been used before. The registry asks for it, nobody else. */
  async seed(seed: StoreSeed, now: number): Promise<boolean> {
    const state = readStoreRow(this.#sql);
    if (state === null) await seedStore(this.ctx.storage, seed, now);
    else if (!state.hasEvents) await reseedStore(this.ctx.storage, seed, now);
    return state?.hasEvents !== true;
  }

  /** Ends every key and disables every endpoint, for good. */
  async close(now: number): Promise<void> {
    await closeStore(this.#sql, this.env, { name: this.#state().name, now });
  }

  settings(): Settings {
    return this.#state().settings;
  }

  /** Changes settings, all or nothing. */
  patchSettings(patch: SettingsPatch): PatchResult {
    const state = this.#state();
    const result = patchSettings(state.settings, patch, state.hasEvents);
    if ("settings" in result) writeSettings(this.#sql, result.settings);
    return result;
  }

  /** To be called once an event of the store is durable; free when it was called before. */
  markEventsExist(): void {
    markEventsExist(this.#sql);
  }

  /** Makes a new key and lets the present ones of its kind end. Returns the key, which is not kept readable. */
  async rotateKey(rotation: Omit<KeyRotation, "store">): Promise<string> {
    const prepared = await prepareRotation({ ...rotation, store: this.#state().name });
    this.ctx.storage.transactionSync(() => {
      storeRotation(this.#sql, prepared, Date.now());
      this.#armAlarm();
    });
    return prepared.key;
  }

  endpoints(): EndpointRecord[] {
    return readEndpoints(this.#sql);
  }

  putEndpoint(record: EndpointRecord): void {
    putEndpoint(this.#sql, record);
  }

  /** False if there was none. */
  deleteEndpoint(id: string): boolean {
    return deleteEndpoint(this.#sql, id);
  }

  /** False if there is none. */
  disableEndpoint(id: string, reason: string): boolean {
    return disableEndpoint(this.#sql, id, reason);
  }

  /** Counts refused events and keeps the last thousand. */
  recordRejected(records: RejectedRecord[]): void {
    this.ctx.storage.transactionSync(() => appendRejected(this.#sql, records));
    this.#live.send({ ...emptyFrame(Date.now()), rejected: records.length });
    if (!this.#rejectedEnd) this.#armAlarm();
    this.#rejectedEnd = true;
  }

  /** Takes an erased shopper's id out of what is kept of refused events. */
  forgetInRejected(id: string): void {
    this.ctx.storage.transactionSync(() => forgetInRejected(this.#sql, id));
  }

  /** Kept refused events, youngest first, below the number `before` if it is given. */
  rejected(before: number | null, limit: number): RejectedPage {
    return readRejected(this.#sql, before, limit);
  }

  /** Begins to generate test traffic in the background; null while that is under way already. */
  startGenerating(traffic: TrafficOptions, replace: boolean): GenerateStatus | null {
    if (!this.#generate.start(traffic, replace)) return null;
    this.#armAlarm();
    return this.#generate.status();
  }

  generateStatus(): GenerateStatus {
    return this.#generate.status();
  }

  /** Begins to make the metrics anew from the log in the background; null while that is under way already. */
  startRebuilding(): RebuildStatus | null {
    if (!this.#rebuild.start()) return null;
    this.#armAlarm();
    return this.#rebuild.status();
  }

  rebuildStatus(): RebuildStatus {
    return this.#rebuild.status();
  }

  /** Remembers a ticket for the live feed; returns when it ends. */
  issueTicket(ticket: string): number {
    return this.#live.issue(ticket, Date.now());
  }

  /** Passes a shard's summary on to the dashboards; returns how many there are. */
  live(frame: LiveFrame): number {
    return this.#live.send(frame);
  }

  /** Opens the live feed for the holder of the ticket in the address; 403 otherwise. */
  override async fetch(request: Request): Promise<Response> {
    const ticket = new URL(request.url).searchParams.get("ticket") ?? "";
    const webSocket = await this.#live.connect(ticket, Date.now());
    return new Response(null, webSocket === null ? { status: 403 } : { status: 101, webSocket });
  }

  /** A dashboard is still there. */
  override async webSocketMessage(): Promise<void> {
    await this.#live.watch(Date.now());
  }

  /** Forgets expired keys, which are refused from their time on anyway, and goes on with what runs in the background. */
  override async alarm(): Promise<void> {
    storageCounters.addAlarm("Store");
    deleteExpired(this.#sql, Date.now());
    forgetRejectedBefore(this.#sql, Date.now() - this.#eventsMs());
    await this.#generate.run();
    await this.#rebuild.run();
    this.#armAlarm();
  }

  #armAlarm(): void {
    const jobs = [this.#generate, this.#rebuild].map((job) => job.nextRunAt() ?? Infinity);
    const rejectedEnd = nextRejectedEnd(this.#sql, this.#eventsMs()) ?? Infinity;
    const next = Math.min(nextExpiry(this.#sql) ?? Infinity, rejectedEnd, ...jobs);
    if (next === Infinity) return;
    void this.ctx.storage.setAlarm(next);
    storageCounters.addRowsWritten("Store", 1);
  }

  /** How long events are kept, refused ones too. */
  #eventsMs(): number {
    return (readStoreRow(this.#sql)?.settings.retention_days.events ?? Infinity) * DAY_MS;
  }

  #state(): StoreState {
    const state = readStoreRow(this.#sql);
    if (state === null) throw new Error("This store does not exist");
    return state;
  }
}
