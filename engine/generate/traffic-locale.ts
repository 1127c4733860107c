/** The shops that can be imitated: a Vietnamese one that sells in VND, an American one that sells in USD. */
export const TRAFFIC_LOCALES = ["vi-VN", "en-US"] as const;

/** One of the shops that can be imitated. */
export type TrafficLocale = (typeof TRAFFIC_LOCALES)[number];

/** What differs between the shops beside words. */
export interface TrafficShop {
  currency: string;
  /** Local time minus UTC; the rhythm of a day follows it. Without summer time: it is a shop that nobody has. */
  utcOffsetMs: number;
  shippingMethods: readonly string[];
  paymentMethods: readonly string[];
  searches: readonly string[];
  cancelReasons: readonly string[];
}

const HOUR_MS = 3_600_000;

/** The shops by locale. */
export const TRAFFIC_SHOPS: Readonly<Record<TrafficLocale, TrafficShop>> = {
  "vi-VN": {
    currency: "VND",
    utcOffsetMs: 7 * HOUR_MS,
    shippingMethods: ["giao_hang_nhanh", "giao_hang_tiet_kiem", "nhan_tai_cua_hang"],
    paymentMethods: ["cod", "momo", "zalopay", "vnpay", "the_tin_dung"],
    searches: ["điện thoại", "laptop văn phòng", "tai nghe bluetooth", "sạc nhanh", "màn hình 27 inch", "loa", "chuột"],
    cancelReasons: ["doi_y", "giao_cham", "gia_re_hon_noi_khac"],
  },
  "en-US": {
    currency: "USD",
    utcOffsetMs: -5 * HOUR_MS,
    shippingMethods: ["standard", "express", "store_pickup"],
    paymentMethods: ["card", "wallet", "bank_transfer", "pay_later"],
    searches: [
      "phone",
      "laptop for work",
      "bluetooth headphones",
      "fast charger",
      "27 inch monitor",
      "speaker",
      "mouse",
    ],
    cancelReasons: ["changed_mind", "too_slow", "cheaper_elsewhere"],
  },
};
