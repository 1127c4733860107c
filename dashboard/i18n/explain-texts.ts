import type { ExplainRule } from "../../protocol/explain.ts";
import type { Text } from "./language.ts";

/** What each rule asks, in words. A rule that is missing here fails the build. */
export const explainTexts = {
  "rule.moved": ["Whose shopper this is", "Khách này đã gộp vào khách khác"],
  "rule.internal": ["One of the store's own people", "Người nội bộ của cửa hàng"],
  "rule.bot": ["A person, not a program", "Người thật, không phải chương trình"],
  "rule.no_cart": ["There is a cart", "Có giỏ hàng"],
  "rule.browse_off": ["Viewed items alone", "Chỉ xem sản phẩm: giai đoạn này đang tắt"],
  "rule.bought": ["Not yet bought", "Giỏ chưa được mua"],
  "rule.emptied": ["Not emptied", "Giỏ không bị làm trống"],
  "rule.closed": ["Not closed by the shop", "Cửa hàng chưa đóng giỏ"],
  "rule.expired": ["Not expired", "Giỏ chưa hết hạn"],
  "rule.stage_off": ["The stage is switched on", "Giai đoạn của giỏ đang bật"],
  "rule.muted": ["Not muted", "Giỏ không bị tắt cảnh báo"],
  "rule.imported": ["No history that was past due", "Không phải giỏ nhập đã quá hạn"],
  "rule.below_minimum": ["Minimum value", "Đạt giá trị tối thiểu"],
  "rule.cutoff": ["Idle time", "Thời gian không hoạt động"],
  "rule.ladder": ["Later steps", "Các bước sau"],
  "rule.quiet_hours": ["Quiet hours", "Giờ yên lặng"],
  "rule.skipped_step": ["Steps due at once", "Các bước đến hạn cùng lúc"],
  "rule.cool_off": ["Time since the last alert", "Khoảng cách với cảnh báo trước"],
  "rule.already_alerted": ["Not yet alerted", "Lần bỏ giỏ này chưa được báo"],
  "rule.covered": ["One alert for an idle time", "Mỗi khoảng nghỉ chỉ báo một lần"],
  "rule.retracted_before": ["Something new after a retraction", "Có hoạt động mới sau khi rút lại"],
  "rule.late_grace": ["Late events may still come", "Chờ sự kiện đến muộn"],
  "rule.hold_out": ["Hold-out group", "Nhóm đối chứng"],
  "rule.shadow": ["Shadow mode", "Chế độ bóng"],
  "rule.no_endpoint": ["There is an endpoint", "Có điểm nhận"],
  "rule.endpoint_filter": ["Filters of endpoints", "Bộ lọc của điểm nhận"],
} satisfies Record<`rule.${ExplainRule}`, Text>;
