import type { TrafficLocale } from "./traffic-locale.ts";

/** One product of the generated shop. */
export interface Product {
  id: string;
  name: string;
  brand: string;
  category: string;
  /** In major units of the shop's currency. */
  price: number;
}

/** What one kind of product is called, and what its cheapest model costs in thousands of VND. */
interface Kind {
  category: string;
  vi: string;
  en: string;
  baseThousand: number;
}

const KINDS: readonly Kind[] = [
  { category: "phones", vi: "Điện thoại", en: "Phone", baseThousand: 2990 },
  { category: "laptops", vi: "Laptop", en: "Laptop", baseThousand: 10_990 },
  { category: "tablets", vi: "Máy tính bảng", en: "Tablet", baseThousand: 3990 },
  { category: "headphones", vi: "Tai nghe", en: "Headphones", baseThousand: 390 },
  { category: "watches", vi: "Đồng hồ thông minh", en: "Smart watch", baseThousand: 1290 },
  { category: "monitors", vi: "Màn hình", en: "Monitor", baseThousand: 2890 },
  { category: "keyboards", vi: "Bàn phím", en: "Keyboard", baseThousand: 490 },
  { category: "mice", vi: "Chuột", en: "Mouse", baseThousand: 190 },
  { category: "speakers", vi: "Loa", en: "Speaker", baseThousand: 590 },
  { category: "chargers", vi: "Sạc dự phòng", en: "Power bank", baseThousand: 290 },
  { category: "cameras", vi: "Camera an ninh", en: "Security camera", baseThousand: 690 },
  { category: "routers", vi: "Bộ phát Wi-Fi", en: "Wi-Fi router", baseThousand: 590 },
];
// Names that nobody sells under, as far as we know.
const BRANDS = ["Saola", "Lotusan", "Vinhtek", "Hoanova", "Rivermont", "Kestrix"];
const MODELS = ["S1", "S2", "Plus", "Pro"];
const MODEL_FACTORS = [1, 1.35, 1.8, 2.6];
const VND_PER_USD = 25_000;

/** Every product of the shop, the same in every run: 12 kinds, 6 brands, 4 models. */
export function catalogue(locale: TrafficLocale): Product[] {
  const products: Product[] = [];
  for (const kind of KINDS) {
    for (const [brandIndex, brand] of BRANDS.entries()) {
      for (const [modelIndex, model] of MODELS.entries()) {
        const thousand = kind.baseThousand * (MODEL_FACTORS[modelIndex] ?? 1) * (1 + brandIndex * 0.13);
        products.push({
          id: `P${String(products.length + 1).padStart(4, "0")}`,
          name: `${locale === "vi-VN" ? kind.vi : kind.en} ${brand} ${model}`,
          brand,
          category: kind.category,
          price: locale === "vi-VN" ? dong(thousand) : dollars(thousand),
        });
      }
    }
  }
  return products;
}

/** Prices end in 90,000 dong, as they do in shops. */
function dong(thousand: number): number {
  return Math.round(thousand / 100) * 100_000 + 90_000;
}

function dollars(thousand: number): number {
  return Math.max(1, Math.round((thousand * 1000) / VND_PER_USD)) - 0.01;
}
