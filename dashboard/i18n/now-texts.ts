import type { Text } from "./language.ts";

/** Texts of the page Now and of the empty store. */
export const nowTexts = {
  "now.title": ["Now", "Hiện tại"],
  "now.openCarts": ["Open carts", "Giỏ đang mở"],
  "now.openValue": ["Value of open carts", "Giá trị giỏ đang mở"],
  "now.active": ["Active shoppers, last 30 min", "Khách đang hoạt động, 30 phút qua"],
  "now.abandoning": ["Shoppers who left a cart", "Khách bỏ giỏ"],
  "now.idleValue": ["Value left behind", "Giá trị bị bỏ lại"],
  "now.events": ["Events since this page opened", "Sự kiện từ khi mở trang"],
  "now.delay": ["Delay of the last alert", "Độ trễ cảnh báo gần nhất"],
  "now.armed": ["Armed alarms", "Báo thức đang chờ"],
  "now.armed.next": ["the next at {time}", "sớm nhất lúc {time}"],
  "now.latest": ["Latest alerts and recoveries", "Cảnh báo và thu hồi mới nhất"],
  "now.latest.none": [
    "Nothing yet. What is decided from now on appears here within a second.",
    "Chưa có gì. Kết quả mới sẽ hiện ở đây trong vòng một giây.",
  ],
  "now.top": ["Top five by value", "Năm giỏ giá trị nhất"],
  "now.top.none": ["No cart has been idle for long enough.", "Chưa có giỏ nào bị bỏ đủ lâu."],
  "loss.title": ["Events that got lost", "Sự kiện bị mất"],
  "loss.lead": [
    "Pages number their events: the gaps tell what never arrived, by browser, in the last 30 days.",
    "Trang đánh số từng sự kiện: chỗ trống cho biết sự kiện không đến nơi, theo trình duyệt, trong 30 ngày qua.",
  ],
  "loss.none": ["No page has sent numbered events yet.", "Chưa trang nào gửi sự kiện được đánh số."],
  "loss.browser": ["Browser", "Trình duyệt"],
  "loss.other": ["Others", "Trình duyệt khác"],
  "loss.expected": ["Recorded", "Đã ghi"],
  "loss.received": ["Arrived", "Đã đến"],
  "loss.share": ["Lost", "Bị mất"],
  "now.what": ["What", "Sự việc"],
  "now.when": ["When", "Lúc"],
  "empty.title": ["Waiting for the first event", "Đang chờ sự kiện đầu tiên"],
  "empty.lead": [
    "Paste this into the pages of your shop, before the end of the head. This page turns live with the first event.",
    "Dán đoạn này vào các trang của cửa hàng, trước khi đóng thẻ head. Trang này sẽ hoạt động ngay khi có sự kiện đầu tiên.",
  ],
  "empty.noKey": [
    "The write key is not kept readable here: put yours in place of YOUR_WRITE_KEY, or make a new one in Settings.",
    "Khóa ghi không được lưu ở dạng đọc được: thay YOUR_WRITE_KEY bằng khóa của bạn hoặc tạo khóa mới trong Cài đặt.",
  ],
  "empty.snippet": ["Script tag", "Thẻ script"],
  "empty.events": ["Then tell it what happens:", "Sau đó báo các sự việc:"],
} satisfies Record<string, Text>;
