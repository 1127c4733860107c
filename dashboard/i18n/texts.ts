import { cartTexts } from "./cart-texts.ts";
import { commonTexts } from "./common-texts.ts";
import { eventTexts } from "./event-texts.ts";
import { metricsTexts } from "./metrics-texts.ts";
import { nowTexts } from "./now-texts.ts";
import { settingsTexts } from "./settings-texts.ts";
import { webhookTexts } from "./webhook-texts.ts";

/** Every text of the dashboard by its key. */
export const texts = {
  ...commonTexts,
  ...nowTexts,
  ...cartTexts,
  ...eventTexts,
  ...metricsTexts,
  ...webhookTexts,
  ...settingsTexts,
};

/** The key of a text. */
export type TextKey = keyof typeof texts;
