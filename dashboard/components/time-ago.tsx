import { useEffect, useState } from "preact/hooks";
import { useApp } from "../app-context.ts";

const REFRESH_MS = 10_000;

/** How long ago something was; the exact time on hovering. */
export function TimeAgo({ at }: { at: string }) {
  const { formats } = useApp();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), REFRESH_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <time dateTime={at} title={formats.time(at)}>
      {formats.ago(at, Math.max(now, Date.parse(at)))}
    </time>
  );
}
