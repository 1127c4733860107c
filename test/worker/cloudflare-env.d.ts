import type { Env as Bindings } from "../../durable-objects/env.ts";
import type * as worker from "../../worker/index.ts";

declare global {
  namespace Cloudflare {
    /** What `env` of "cloudflare:workers" holds in the tests: the bindings of wrangler.toml. */
    interface Env extends Bindings {}
    /** Gives `exports.default` its type. */
    interface GlobalProps {
      mainModule: typeof worker;
    }
  }
}
