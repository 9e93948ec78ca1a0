## Window and buttons

app-title = Xác thực khuôn mặt
button-start = Bắt đầu
button-cancel = Hủy
button-retry = Thử lại
button-close = Đóng
button-agree = Tiếp tục
button-without-light = Tiếp tục không dùng ánh sáng nhấp nháy
camera-picture = Hình ảnh từ máy ảnh

## Guide page

guide-title = Xác nhận đây chính là bạn
guide-intro = Hãy nhìn vào camera. Mất khoảng mười giây.
guide-facing = Giữ khuôn mặt trong khung bầu dục và nhìn vào màn hình
guide-light = Ánh sáng đều trên mặt, không có cửa sổ sáng phía sau
guide-uncovered = Tháo khẩu trang, kính râm và mũ
guide-alone = Chỉ có mình bạn trong hình
guide-privacy = Bản ghi hình sẽ bị xóa khỏi thiết bị này khi xác thực xong.
guide-privacy-kept = Bản ghi hình được lưu trên thiết bị này.
guide-privacy-sent = Bản ghi hình được gửi tới dịch vụ yêu cầu xác thực.

## Page before the light

consent-title = Màn hình sẽ nhấp nháy nhiều màu
consent-warning = Ánh sáng nhấp nháy có thể gây co giật ở một số người bị động kinh nhạy cảm ánh sáng. Nếu bạn hoặc người ở gần có thể bị ảnh hưởng, hãy tiếp tục không dùng ánh sáng nhấp nháy.
consent-warning-bound = Ánh sáng nhấp nháy có thể gây co giật ở một số người bị động kinh nhạy cảm ánh sáng. Nếu bạn hoặc người ở gần có thể bị ảnh hưởng, xin đừng tiếp tục, hãy nhấn Hủy.
consent-what = Trong khoảng sáu giây, toàn màn hình sẽ đổi màu. Hãy giữ yên và nhìn vào màn hình.
consent-stop = Để dừng nhấp nháy, hãy chạm vào màn hình hoặc nhấn Esc.

## What is asked for

prompt-prepare = Đang khởi động camera
prompt-position = Đưa khuôn mặt vào khung bầu dục
prompt-hold-still = Hãy giữ yên
prompt-blink = Nhắm cả hai mắt rồi mở ra
prompt-mouth = Há miệng to rồi ngậm lại
prompt-nod = Gật đầu từ từ
prompt-shake = Quay đầu sang một bên rồi quay lại
prompt-watch-light = Nhìn vào màn hình và giữ yên
step-of = Bước { $step }/{ $total }
seconds-left = Còn { $seconds } giây

## What can be mended at once

hint-no-face = Không có ai trong hình
hint-many-faces = Chỉ một người thôi
hint-closer = Hãy lại gần hơn
hint-farther = Hãy lùi lại một chút
hint-middle = Hãy di chuyển vào giữa
hint-cut-off = Đưa cả khuôn mặt vào khung bầu dục
hint-chin = Không thấy cằm của bạn trong hình
hint-too-dark = Quá tối: hãy thêm ánh sáng phía trước
hint-too-bright = Ánh sáng trên mặt quá mạnh
hint-backlight = Phía sau bạn quá sáng
hint-look-straight = Nhìn thẳng vào màn hình
hint-keep-still = Xin đừng cử động
hint-camera-moves = Xin đừng di chuyển camera
hint-mouth-covered = Xin đừng che miệng và mũi
hint-open-eyes = Hãy mở mắt
hint-outshone = Phòng quá sáng: hãy lại gần màn hình

## Waiting

wait-token = Đang chuẩn bị
wait-analysing = Đang xem kết quả
wait-uploading = Đang gửi
wait-result = Đang chờ phản hồi

## Result page

result-pass-title = Đã hoàn tất
result-pass-live = Bạn đã xác thực thành công.
result-pass-same = Bạn đã xác thực thành công, khuôn mặt khớp với ảnh.
result-fail-title = Xác thực không thành công
result-insufficient-title = Hình ảnh không đủ để xác thực
attempts-left = Bạn còn { $attempts } lần thử.
attempts-none = Đã hết số lần thử. Vui lòng liên hệ nhân viên.
error-code = Mã { $code }

## Why, and what to do

reason-many-faces = Có nhiều hơn một người trong hình.
remedy-many-faces = Hãy bảo đảm chỉ có mình bạn trước camera.
reason-not-live = Hình ảnh không giống người thật trước camera.
remedy-not-live = Hãy dùng khuôn mặt thật của bạn, không dùng ảnh hay màn hình, dưới ánh sáng đều.
reason-still = Khuôn mặt không có chuyển động nào.
remedy-still = Hãy dùng khuôn mặt thật của bạn, không dùng ảnh, và chớp mắt bình thường.
reason-video = Hình ảnh camera không phải trực tiếp.
remedy-video = Hãy dùng trực tiếp camera của thiết bị này.
reason-face-changed = Một khuôn mặt khác xuất hiện trong hình.
remedy-face-changed = Hãy ở trước camera từ đầu đến cuối.
reason-action-missing = Không thấy động tác được yêu cầu.
remedy-action-missing = Hãy làm theo màn hình ngay khi được yêu cầu.
reason-action-wrong = Động tác khác với yêu cầu.
remedy-action-wrong = Hãy chờ màn hình rồi chỉ làm đúng yêu cầu.
reason-light-wrong = Không thấy màu màn hình phản chiếu trên mặt.
remedy-light-wrong = Hãy hướng mặt vào màn hình, không có gì che chắn.
reason-other-person = Khuôn mặt không khớp với ảnh.
remedy-other-person = Hãy tháo kính, nhìn thẳng và kiểm tra xem ảnh có phải của bạn.
reason-placement = Khuôn mặt chưa ở đúng vị trí đủ lâu.
remedy-placement = Giữ cả khuôn mặt trong khung bầu dục đến khi xác thực xong.
reason-too-dark = Khuôn mặt của bạn quá tối.
remedy-too-dark = Hãy thêm ánh sáng phía trước.
reason-too-bright = Ánh sáng trên mặt bạn quá mạnh.
remedy-too-bright = Hãy tránh ánh sáng chiếu thẳng hoặc rời xa cửa sổ.
reason-covered = Có vật che khuôn mặt của bạn.
remedy-covered = Tháo khẩu trang, kính râm hoặc mũ và hạ tay xuống.
reason-no-face-in-time = Không thấy khuôn mặt kịp thời gian.
remedy-no-face-in-time = Hãy ngồi hoặc đứng trước camera rồi mới bắt đầu.
reason-time-out = Xác thực mất quá nhiều thời gian.
remedy-time-out = Hãy làm theo màn hình ngay khi được yêu cầu.
reason-too-short = Khuôn mặt của bạn chưa được thấy đủ lâu.
remedy-too-short = Hãy ở trước camera đến khi xác thực xong.
reason-eyes-closed = Mắt của bạn đã nhắm.
remedy-eyes-closed = Hãy mở mắt và nhìn vào màn hình.
reason-no-best-frame = Không có hình nào đủ rõ.
remedy-no-best-frame = Hãy giữ yên và nhìn thẳng vào màn hình.
reason-not-comparable = Không thể so sánh khuôn mặt với ảnh.
remedy-not-comparable = Nhìn thẳng vào màn hình, dưới ánh sáng đều.
reason-light-unclear = Không thấy ánh sáng màn hình trên mặt bạn.
remedy-light-unclear = Hãy lại gần màn hình hoặc giảm ánh sáng trong phòng.
reason-photo = Không thể dùng ảnh để so sánh.
remedy-photo = Hãy dùng ảnh rõ nét chỉ có một khuôn mặt.
reason-service = Dịch vụ không chấp nhận lần xác thực này.
remedy-service = Hãy thử lại. Nếu vẫn xảy ra, vui lòng liên hệ nhân viên.

## Error pages

error-no-camera = Không tìm thấy camera
remedy-no-camera = Hãy kết nối camera rồi thử lại.
error-camera-denied = Không được phép dùng camera
remedy-camera-denied = Hãy cho phép chương trình này dùng camera trong cài đặt quyền riêng tư.
error-camera-busy = Chương trình khác đang dùng camera
remedy-camera-busy = Hãy đóng các chương trình khác đang dùng camera.
error-camera-unplugged = Camera đã dừng
remedy-camera-unplugged = Hãy kiểm tra cáp rồi thử lại.
error-camera-black = Hình ảnh camera bị đen
remedy-camera-black = Hãy mở nắp che camera.
error-camera-frozen = Hình ảnh camera bị đứng
remedy-camera-frozen = Hãy rút camera, cắm lại rồi thử lại.
error-camera-format = Không thể dùng camera này
remedy-camera-format = Hãy kết nối camera khác.
error-network = Không kết nối được với dịch vụ
remedy-network = Hãy kiểm tra kết nối mạng rồi thử lại.
error-storage = Không thể lưu bản ghi hình
remedy-storage = Hãy giải phóng dung lượng ổ đĩa hoặc liên hệ nhân viên.
error-licence = Giấy phép bị thiếu hoặc đã hết hạn
error-models = Thiếu một phần của chương trình
error-light-data = Không thể dùng chuỗi ánh sáng
error-settings = Có một cài đặt không dùng được
error-inner = Đã xảy ra lỗi
remedy-staff = Vui lòng liên hệ nhân viên.
error-focus = Một cửa sổ khác hiện lên phía trước
remedy-focus = Hãy ở lại cửa sổ này đến khi xác thực xong.
error-cancelled = Đã hủy xác thực
remedy-cancelled = Bạn có thể bắt đầu lại bất cứ lúc nào.
