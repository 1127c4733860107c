import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** Files of past traffic in a directory that goes with `remove`. */
export class TrafficFiles {
  readonly directory = mkdtempSync(join(tmpdir(), "cartbeat-backtest-"));

  /** Writes a file; text under a name that ends in `.gz` is packed, bytes never are. Answers its path. */
  write(name: string, content: string | Buffer): string {
    const path = join(this.directory, name);
    writeFileSync(path, name.endsWith(".gz") && typeof content === "string" ? gzipSync(content) : content);
    return path;
  }

  /** Writes objects, one a line. */
  lines(name: string, objects: readonly object[]): string {
    return this.write(name, objects.map((each) => `${JSON.stringify(each)}\n`).join(""));
  }

  /** Writes rows as `minute,type,product,price,user`, the minute counted from noon. */
  rees46(name: string, rows: readonly string[]): string {
    const written = rows.map((row) => {
      const [minute, type, product, price, user] = row.split(",");
      return `${timeOf(Number(minute))} UTC,${type},${product},2,some.thing,,${price},${user},s-${user}`;
    });
    return this.write(name, `${REES46_HEADER}\n${written.join("\n")}\n`);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}

export const REES46_HEADER =
  "event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session";

/** A minute after noon, as RFC 3339. */
export function noon(minute: number): string {
  return new Date(Date.UTC(2026, 10, 20, 12) + minute * 60_000).toISOString();
}

function timeOf(minute: number): string {
  return noon(minute).slice(0, 19).replace("T", " ");
}
