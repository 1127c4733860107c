import { useState } from "preact/hooks";
import { useApp } from "../app-context.ts";

const COPIED_MS = 2_000;

/** A text to paste elsewhere, with a button that copies it. */
export function CopyBox({ label, text }: { label: string; text: string }) {
  const { t } = useApp();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Refused without https or permission: the text can still be selected.
    await navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
    setTimeout(() => setCopied(false), COPIED_MS);
  };
  return (
    <div class="copy-box">
      <div class="copy-head">
        <span>{label}</span>
        <button type="button" onClick={() => void copy()}>
          {t(copied ? "copied" : "copy")}
        </button>
      </div>
      <pre tabIndex={0} role="group" aria-label={label}>
        <code>{text}</code>
      </pre>
    </div>
  );
}
