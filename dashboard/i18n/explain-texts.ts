import type { ExplainRule } from "../../protocol/explain.ts";

/** What a rule says when it lets an alert pass, and when it stands in its way. */
type Sentences = readonly [passes: string, blocks: string];

/**
 * What the collector's sentences say, which are English, in Vietnamese. `{time}` is the time that the sentence tells,
 * the other places are fields of the rule. A rule that is missing here fails the build.
 */
export const vietnameseRules = {
  moved: ["Khách này chưa gộp vào khách khác.", "Khách này đã gộp vào {moved_to}: xem ở đó."],
  internal: [
    "Không phải người nội bộ của cửa hàng.",
    "Người nội bộ của cửa hàng: không bao giờ cảnh báo, không được tính.",
  ],
  bot: ["Không bị coi là chương trình tự động.", "Chương trình tự động: không cảnh báo, không được tính."],
  no_cart: ["Có giỏ hàng.", "Không có giỏ hàng."],
  browse_off: [
    "Giai đoạn chỉ xem đang bật.",
    "Không có giỏ, và giai đoạn chỉ xem đang tắt: chỉ xem sản phẩm thì không bao giờ cảnh báo.",
  ],
  bought: ["Giỏ chưa được mua.", "Không có giỏ: giỏ cuối đã được mua lúc {time}."],
  emptied: ["Giỏ không bị làm trống.", "Không có giỏ: giỏ cuối đã bị làm trống lúc {time}."],
  closed: ["Cửa hàng chưa đóng giỏ.", "Không có giỏ: cửa hàng đã đóng giỏ cuối lúc {time}."],
  expired: ["Giỏ hết hạn lúc {time}.", "Hết hạn lúc {time}, trước bước cảnh báo kế tiếp."],
  stage_off: [
    "Ở giai đoạn {stage}, giỏ bị coi là bỏ sau {cutoff_minutes} phút.",
    "Giai đoạn {stage} đang tắt: không có thời hạn nào.",
  ],
  muted: [
    "Cửa hàng không tắt cảnh báo của giỏ này.",
    "Cửa hàng đã tắt cảnh báo của giỏ này lúc {time}: im lặng đến khi giỏ kết thúc.",
  ],
  imported: [
    "Giỏ không quá hạn khi nhập lịch sử.",
    "Giỏ đã quá hạn khi nhập lịch sử; lần thêm hàng, tăng số lượng hoặc bước thanh toán kế tiếp mới được tính.",
  ],
  below_minimum: [
    "Giỏ trị giá {value_minor}; tối thiểu là {minimum_minor}.",
    "Giỏ trị giá {value_minor}, chưa đến mức tối thiểu {minimum_minor}.",
  ],
  cutoff: ["Không hoạt động từ {idle_since}.", "Không hoạt động từ {idle_since}."],
  ladder: ["Không có bước sau nào đang chờ.", "Bước kế tiếp của thang cảnh báo đang chờ đến hạn."],
  quiet_hours: ["Giờ yên lặng không cản trở.", "Đang giờ yên lặng: cảnh báo chờ đến khi hết."],
  skipped_step: [
    "Không bước nào bị bỏ qua.",
    "Bước {steps} bị bỏ qua: trong các bước đến hạn cùng lúc, chỉ bước cao nhất được gửi.",
  ],
  cool_off: [
    "Khoảng cách với cảnh báo trước không cản trở.",
    "Còn quá gần cảnh báo trước: bước đầu của lần bỏ giỏ này bị bỏ.",
  ],
  already_alerted: [
    "Lần bỏ giỏ này chưa có cảnh báo.",
    "Lần bỏ giỏ này đã được cảnh báo lúc {time}; thêm hàng, tăng số lượng hoặc bước thanh toán kế tiếp mở ra lần mới.",
  ],
  covered: ["Mỗi khoảng nghỉ chỉ được báo một lần.", "Khoảng nghỉ này đã được báo một lần."],
  retracted_before: [
    "Không có lần rút lại nào cản trở.",
    "Một cảnh báo đã bị rút lại: chỉ hàng mới thêm vào giỏ mới có thể cảnh báo lại.",
  ],
  late_grace: ["Không có gì đến muộn.", "Được biết muộn: còn chờ sự kiện đến muộn."],
  hold_out: ["Giỏ không thuộc nhóm đối chứng.", "Giỏ thuộc nhóm đối chứng: được tính, không báo cho ai."],
  shadow: ["Cửa hàng không ở chế độ bóng.", "Cửa hàng ở chế độ bóng: tính tất cả, không gửi gì."],
  no_endpoint: [
    "Cửa hàng có điểm nhận webhook.",
    "Cửa hàng không có điểm nhận nào đang bật: cảnh báo được tính, không báo cho ai.",
  ],
  endpoint_filter: [
    "Có điểm nhận dành cho giai đoạn và loại khách này.",
    "Không điểm nhận nào nhận giai đoạn và loại khách này: cảnh báo được tính, không báo cho ai.",
  ],
} satisfies Record<ExplainRule, Sentences>;
