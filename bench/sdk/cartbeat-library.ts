import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSdk } from "../../scripts/build-sdk.ts";
import type { Library } from "./library.ts";

/** Cartbeat's script tag, built from the sources as they are now. */
export async function cartbeatLibrary(writeKey: string): Promise<Library> {
  const folder = mkdtempSync(join(tmpdir(), "cartbeat-sdk-"));
  try {
    const { version, brotliBytes } = await buildSdk(folder);
    return {
      name: "cartbeat",
      title: "Cartbeat",
      version,
      script: readFileSync(join(folder, "sdk/cartbeat.js"), "utf8"),
      brotliBytes,
      answer: null,
      head: (src, endpoint) => `<script src="${src}" data-write-key="${writeKey}" data-endpoint="${endpoint}"></script>
<script>
  var ready = true;
  function track(marker, padding) {
    cartbeat("track", "add_to_cart", {
      currency: "EUR",
      items: [{ item_id: marker, item_name: "Running shoe", price: 89.9, quantity: 1 }],
      note: padding,
    });
  }
</script>`,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
