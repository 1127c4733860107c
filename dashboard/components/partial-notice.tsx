import { useApp } from "../app-context.ts";

/** Says that an answer is incomplete, when it is. */
export function PartialNotice({ answer }: { answer: { partial?: true } | null }) {
  const { t } = useApp();
  return answer?.partial === true ? <p class="notice is-warn">{t("partial")}</p> : null;
}
