import type { ErrorCode } from "../../protocol/error.ts";

/** What the collector's error messages, which are English, come to in Vietnamese. A missing code fails the build. */
export const vietnameseErrors = {
  invalid_json: "Không đọc được nội dung gửi.",
  invalid_batch: "Lô sự kiện không hợp lệ.",
  invalid_parameter: "Giá trị không hợp lệ.",
  unknown_parameter: "Không có tham số này.",
  invalid_setting: "Cài đặt không hợp lệ.",
  invalid_webhook: "Điểm nhận không hợp lệ: cần địa chỉ https công khai.",
  unauthorized: "Cần đăng nhập lại.",
  forbidden: "Không được phép.",
  origin_not_allowed: "Nguồn này không được phép.",
  not_found: "Không tìm thấy.",
  method_not_allowed: "Không làm được việc này ở đây.",
  setting_is_fixed: "Cài đặt này cố định khi đã có sự kiện.",
  conflict: "Việc này không hợp với trạng thái hiện tại.",
  request_too_large: "Nội dung gửi quá lớn.",
  too_many_messages: "Quá nhiều thông điệp.",
  unreadable_body: "Không đọc được nội dung gửi.",
  rate_limited: "Quá nhiều yêu cầu; hãy thử lại sau.",
  internal_error: "Máy chủ gặp lỗi.",
  unavailable: "Máy chủ đang bận; hãy thử lại sau.",
} satisfies Record<ErrorCode, string>;
