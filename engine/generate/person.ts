import type { Random } from "./random.ts";
import type { TrafficLocale } from "./traffic-locale.ts";

/** Somebody who never lived. */
export interface Person {
  name: string;
  email: string;
  street: string;
  district: string;
  city: string;
}

interface Names {
  family: readonly string[];
  middle: readonly string[];
  given: readonly string[];
  streets: readonly string[];
  places: readonly (readonly [district: string, city: string])[];
}

const NAMES: Readonly<Record<TrafficLocale, Names>> = {
  "vi-VN": {
    family: ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Huỳnh", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô"],
    middle: ["Văn", "Thị", "Minh", "Thanh", "Quốc", "Ngọc", "Hữu", "Đức", "Thu", "Gia"],
    given: ["An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hùng", "Khánh", "Lan", "Linh", "Mai", "Nam", "Phúc", "Trang"],
    streets: [
      "Lê Lợi",
      "Nguyễn Huệ",
      "Trần Hưng Đạo",
      "Hai Bà Trưng",
      "Lý Thường Kiệt",
      "Điện Biên Phủ",
      "Quang Trung",
    ],
    places: [
      ["Quận 1", "TP. Hồ Chí Minh"],
      ["Quận 7", "TP. Hồ Chí Minh"],
      ["Hoàn Kiếm", "Hà Nội"],
      ["Cầu Giấy", "Hà Nội"],
      ["Hải Châu", "Đà Nẵng"],
      ["Ninh Kiều", "Cần Thơ"],
      ["Lê Chân", "Hải Phòng"],
    ],
  },
  "en-US": {
    family: ["Smith", "Johnson", "Brown", "Garcia", "Miller", "Davis", "Wilson", "Moore", "Clark", "Lewis", "Young"],
    middle: ["A.", "B.", "J.", "L.", "M.", "R."],
    given: ["Emma", "Liam", "Olivia", "Noah", "Ava", "James", "Mia", "Lucas", "Ella", "Henry", "Grace", "Owen"],
    streets: ["Main Street", "Oak Avenue", "Maple Drive", "Cedar Lane", "Park Road", "Lake Street"],
    places: [
      ["Brooklyn", "New York"],
      ["Queens", "New York"],
      ["Lakeview", "Chicago"],
      ["Mission", "San Francisco"],
      ["Midtown", "Atlanta"],
    ],
  },
};

/** Draws a person with a name and an address in the words of the locale. `number` makes the e-mail address unique. */
export function person(random: Random, locale: TrafficLocale, number: number): Person {
  const { family, middle, given, streets, places } = NAMES[locale];
  const [familyName, middleName, givenName] = [random.pick(family), random.pick(middle), random.pick(given)];
  const [district, city] = random.pick(places);
  const house = 1 + random.below(400);
  const street = random.pick(streets);
  return {
    name: (locale === "vi-VN" ? [familyName, middleName, givenName] : [givenName, middleName, familyName]).join(" "),
    // A domain that belongs to nobody (RFC 2606).
    email: `${plain(givenName)}.${plain(familyName)}.${number}@example.com`,
    street: `${house} ${street}`,
    district,
    city,
  };
}

function plain(name: string): string {
  return name.normalize("NFD").replace(/[̀-ͯ]/g, "").replace(/[đĐ]/g, "d").toLowerCase();
}
