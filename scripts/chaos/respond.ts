import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Behaviour } from "./behaviour.ts";

const LATE_MS = 150;
const HUGE = Buffer.alloc(10 * 1024 * 1024, "x");

/** Treats one attempt as told. True when a whole answer was handed to the system. */
export async function respond(behaviour: Behaviour, response: ServerResponse): Promise<boolean> {
  switch (behaviour) {
    case "accepts":
      response.writeHead(204).end();
      return true;
    case "accepts_late":
      await sleep(LATE_MS);
      response.writeHead(200).end("ok");
      return true;
    case "accepts_with_10_mb":
      response.writeHead(200).end(HUGE);
      return true;
    case "fails":
      response.writeHead(500).end("We are terribly sorry.");
      return true;
    case "fails_with_10_mb":
      response.writeHead(500).end(HUGE);
      return true;
    case "redirects":
      response.writeHead(301, { Location: "/elsewhere" }).end();
      return true;
    case "asks_to_wait":
      response.writeHead(429, { "Retry-After": "0" }).end();
      return true;
    case "asks_to_wait_a_second":
      response.writeHead(429, { "Retry-After": "1" }).end();
      return true;
    case "says_gone":
      response.writeHead(410).end();
      return true;
    case "talks_garbage":
      response.socket?.end("ZZZZ 999 \u0000\r\nwhat?\r\n\r\n");
      return false;
    case "hangs_up":
      response.socket?.destroy();
      return false;
    case "stops_in_the_status":
      response.socket?.end("HTTP/1.1 200 O");
      return false;
    case "stops_in_the_body":
      response.socket?.end("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of");
      return false;
    case "hangs":
      return false;
  }
}
