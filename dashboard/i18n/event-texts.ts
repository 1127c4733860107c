import type { CanonicalEvent } from "../../protocol/event-names.ts";
import type { RejectionCode } from "../../protocol/ingest-answer.ts";
import type { Text } from "./language.ts";

/** What shoppers do, in words. A name that is missing here fails the build. */
const eventNames = {
  "event.view_item": ["Viewed an item", "Xem sản phẩm"],
  "event.add_to_cart": ["Added to the cart", "Thêm vào giỏ"],
  "event.remove_from_cart": ["Removed from the cart", "Bỏ khỏi giỏ"],
  "event.update_quantity": ["Changed the quantity", "Đổi số lượng"],
  "event.view_cart": ["Viewed the cart", "Xem giỏ hàng"],
  "event.cart_updated": ["Cart as a whole", "Cập nhật giỏ"],
  "event.begin_checkout": ["Began the checkout", "Bắt đầu thanh toán"],
  "event.add_contact_info": ["Gave contact details", "Nhập thông tin liên hệ"],
  "event.add_shipping_info": ["Chose the shipping", "Chọn giao hàng"],
  "event.add_payment_info": ["Chose how to pay", "Chọn cách trả tiền"],
  "event.payment_failed": ["Payment failed", "Trả tiền không thành công"],
  "event.purchase": ["Bought", "Mua hàng"],
  "event.order_cancelled": ["Order cancelled", "Hủy đơn"],
  "event.refund": ["Refunded", "Hoàn tiền"],
  "event.add_to_wishlist": ["Added to the wish list", "Thêm vào danh sách yêu thích"],
  "event.search": ["Searched", "Tìm kiếm"],
  "event.scroll": ["Scrolled", "Cuộn trang"],
  "event.page_view": ["Viewed a page", "Xem trang"],
  "event.exit_page": ["Left a page", "Rời trang"],
  "event.session_start": ["Session began", "Bắt đầu phiên"],
  "event.session_end": ["Session ended", "Kết thúc phiên"],
  "event.login": ["Signed in", "Đăng nhập"],
  "event.sign_up": ["Signed up", "Đăng ký"],
} satisfies Record<`event.${CanonicalEvent}`, Text>;

/** Why an event was refused. A code that is missing here fails the build. */
const rejections = {
  "refused.invalid_message": ["The message cannot be read", "Không đọc được thông điệp"],
  "refused.invalid_type": ["No such type of message", "Loại thông điệp không có"],
  "refused.missing_event_name": ["The event has no name", "Sự kiện không có tên"],
  "refused.missing_shopper": ["No shopper is named", "Không nêu khách nào"],
  "refused.invalid_id": ["An id is none", "Mã định danh không hợp lệ"],
  "refused.invalid_timestamp": ["The time cannot be read", "Không đọc được thời gian"],
  "refused.timestamp_in_future": ["The time is in the future", "Thời gian ở tương lai"],
  "refused.too_old": ["Too old; history goes through the import", "Quá cũ; lịch sử cần nhập riêng"],
  "refused.message_too_large": ["The message is too large", "Thông điệp quá lớn"],
  "refused.too_many_items": ["Too many items", "Quá nhiều sản phẩm"],
  "refused.invalid_price": ["A price is none", "Giá không hợp lệ"],
  "refused.invalid_quantity": ["A quantity is none", "Số lượng không hợp lệ"],
  "refused.invalid_value": ["A value is none", "Giá trị không hợp lệ"],
  "refused.invalid_currency": ["A currency is none", "Tiền tệ không hợp lệ"],
  "refused.invalid_item": ["An item is none", "Sản phẩm không hợp lệ"],
  "refused.too_many_shoppers": ["Too many shoppers in one batch", "Quá nhiều khách trong một lô"],
  "refused.identity_unverified": ["The user id is not verified", "Mã người dùng chưa được xác minh"],
} satisfies Record<`refused.${RejectionCode}`, Text>;

/** Why an outcome was decided, a delivery ended or an endpoint was disabled; codes that are not here are shown. */
const reasons = {
  "reason.internal": ["one of the store's own people", "người nội bộ"],
  "reason.bot": ["a program", "chương trình tự động"],
  "reason.purchase": ["it had been bought before", "đã được mua trước đó"],
  "reason.emptied": ["it had been emptied before", "đã bị làm trống trước đó"],
  "reason.closed": ["the shop had closed it before", "cửa hàng đã đóng trước đó"],
  "reason.expired": ["it had expired before", "đã hết hạn trước đó"],
  "reason.session": ["the session had ended before", "phiên đã kết thúc trước đó"],
  "reason.history_changed": ["late events tell it differently", "sự kiện đến muộn cho thấy khác"],
  "reason.order_cancelled": ["the order was cancelled", "đơn đã bị hủy"],
  "reason.alert_retracted": ["its alert was retracted", "cảnh báo đã rút lại"],
  "reason.attempts_exhausted": ["every attempt failed", "mọi lần thử đều thất bại"],
  "reason.gone": ["the endpoint wants no more (410)", "điểm nhận không nhận nữa (410)"],
  "reason.endpoint_disabled": ["the endpoint is disabled", "điểm nhận đã tắt"],
  "reason.shopper_unreachable": ["the shopper could not be asked", "không hỏi được dữ liệu khách"],
  "reason.no_longer_stands": ["the alert no longer stands", "cảnh báo không còn hiệu lực"],
  "reason.consecutive_failures": [
    "Disabled after a hundred failures in a row.",
    "Đã tắt sau một trăm lần lỗi liên tiếp.",
  ],
  "reason.failing_for_days": ["Disabled after failing for days.", "Đã tắt vì lỗi nhiều ngày."],
  "reason.timeout": ["no answer in time", "không trả lời kịp"],
  "reason.connection_failed": ["no connection", "không kết nối được"],
} satisfies Record<`reason.${string}`, Text>;

/** Texts of what the collector tells by code: events, refusals, reasons. */
export const eventTexts = { ...eventNames, ...rejections, ...reasons };
