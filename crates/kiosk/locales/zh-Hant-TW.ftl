## Window and buttons

app-title = 人臉驗證
button-start = 開始
button-cancel = 取消
button-retry = 重試
button-close = 關閉
button-agree = 繼續
button-without-light = 不使用閃光，繼續
camera-picture = 攝影機畫面

## Guide page

guide-title = 請確認是您本人
guide-intro = 請看著攝影機，大約需要十秒鐘。
guide-facing = 請將臉保持在橢圓框內，並看著螢幕
guide-light = 臉部光線均勻，身後沒有明亮的窗戶
guide-uncovered = 請取下口罩、太陽眼鏡和帽子
guide-alone = 畫面中只能有您一人
guide-privacy = 驗證結束後，將從本裝置刪除錄影。
guide-privacy-kept = 錄影將保留在本裝置上。
guide-privacy-sent = 錄影將傳送給要求此次驗證的服務單位。

## Page before the light

consent-title = 螢幕將閃爍彩色光線
consent-warning = 少數光敏感性癲癇患者可能因閃光而發作。若您或身邊的人可能有此情況，請選擇不使用閃光繼續。
consent-warning-bound = 少數光敏感性癲癇患者可能因閃光而發作。若您或身邊的人可能有此情況，請勿繼續，按「取消」離開。
consent-what = 整個螢幕將變換顏色約六秒鐘。請保持不動，並看著螢幕。
consent-stop = 若要停止閃爍，請觸碰螢幕或按 Esc 鍵。

## What is asked for

prompt-prepare = 正在啟動攝影機
prompt-position = 請將臉移入橢圓框
prompt-hold-still = 請保持不動
prompt-blink = 請閉上雙眼，再睜開
prompt-mouth = 請張大嘴巴，再閉上
prompt-nod = 請慢慢點頭
prompt-shake = 請將頭轉向一側，再轉回來
prompt-watch-light = 請看著螢幕，保持不動
step-of = 第 { $step } 步，共 { $total } 步
seconds-left = 剩下 { $seconds } 秒

## What can be mended at once

hint-no-face = 畫面中沒有人
hint-many-faces = 只能有一個人
hint-closer = 請靠近一點
hint-farther = 請稍微後退
hint-middle = 請移到中間
hint-cut-off = 請將整張臉移入橢圓框
hint-chin = 畫面中看不到您的下巴
hint-too-dark = 太暗：請在前方增加光線
hint-too-bright = 臉部光線太強
hint-backlight = 身後太亮
hint-look-straight = 請正視螢幕
hint-keep-still = 請不要晃動
hint-camera-moves = 請不要移動攝影機
hint-mouth-covered = 請不要遮住口鼻
hint-open-eyes = 請睜開眼睛
hint-outshone = 環境太亮：請靠近螢幕

## Waiting

wait-token = 準備中
wait-analysing = 正在分析結果
wait-uploading = 傳送中
wait-result = 正在等待回覆

## Result page

result-pass-title = 已完成
result-pass-live = 您已通過驗證。
result-pass-same = 您已通過驗證，臉部與照片相符。
result-fail-title = 驗證未通過
result-insufficient-title = 畫面不足以判斷
attempts-left = 您還可以再試 { $attempts } 次。
attempts-none = 已無剩餘次數，請洽服務人員。
error-code = 代碼 { $code }

## Why, and what to do

reason-many-faces = 畫面中不只一個人。
remedy-many-faces = 請確認只有您一人在攝影機前。
reason-not-live = 畫面看起來不像真人在攝影機前。
remedy-not-live = 請在均勻的光線下露出您本人的臉，請勿使用照片或螢幕。
reason-still = 臉部沒有任何動作。
remedy-still = 請露出您本人的臉，請勿使用照片，並自然眨眼。
reason-video = 攝影機畫面不是即時的。
remedy-video = 請直接使用本裝置的攝影機。
reason-face-changed = 畫面中出現了另一張臉。
remedy-face-changed = 請從頭到尾留在攝影機前。
reason-action-missing = 沒有看到要求的動作。
remedy-action-missing = 請在螢幕提示後立即照做。
reason-action-wrong = 看到的動作與要求的不同。
remedy-action-wrong = 請等候螢幕提示，只做要求的動作。
reason-light-wrong = 沒有偵測到臉部反射的螢幕顏色。
remedy-light-wrong = 請正對螢幕，中間不要有任何遮擋。
reason-other-person = 臉部與照片不符。
remedy-other-person = 請取下眼鏡，正視前方，並確認照片是您本人的。
reason-placement = 臉部停留在正確位置的時間不夠。
remedy-placement = 請將整張臉保持在橢圓框內，直到驗證結束。
reason-too-dark = 臉部太暗。
remedy-too-dark = 請在前方增加光線。
reason-too-bright = 臉部光線太強。
remedy-too-bright = 請避開直射光，或離開窗邊。
reason-covered = 臉部被遮住。
remedy-covered = 請取下口罩、太陽眼鏡或帽子，並將手放下。
reason-no-face-in-time = 未能及時看到人臉。
remedy-no-face-in-time = 請先在攝影機前坐好或站好，再開始。
reason-time-out = 驗證逾時。
remedy-time-out = 請在螢幕提示後立即照做。
reason-too-short = 看到臉部的時間不夠長。
remedy-too-short = 請留在攝影機前，直到驗證結束。
reason-eyes-closed = 您的眼睛閉著。
remedy-eyes-closed = 請睜開眼睛，看著螢幕。
reason-no-best-frame = 沒有足夠清晰的畫面。
remedy-no-best-frame = 請保持不動，正視螢幕。
reason-not-comparable = 無法將您的臉部與照片比對。
remedy-not-comparable = 請在均勻的光線下正視螢幕。
reason-light-unclear = 臉部看不到螢幕的光。
remedy-light-unclear = 請靠近螢幕，或調暗室內光線。
reason-photo = 用來比對的照片無法使用。
remedy-photo = 請換一張清晰的單人照片。
reason-service = 服務單位未接受此次驗證。
remedy-service = 請重試。若再次發生，請洽服務人員。

## Error pages

error-no-camera = 找不到攝影機
remedy-no-camera = 請連接攝影機後重試。
error-camera-denied = 沒有使用攝影機的權限
remedy-camera-denied = 請在系統的隱私權設定中允許本程式使用攝影機。
error-camera-busy = 其他程式正在使用攝影機
remedy-camera-busy = 請關閉其他使用攝影機的程式。
error-camera-unplugged = 攝影機已停止
remedy-camera-unplugged = 請檢查連接線後重試。
error-camera-black = 攝影機畫面全黑
remedy-camera-black = 請打開鏡頭蓋或遮片。
error-camera-frozen = 攝影機畫面靜止不動
remedy-camera-frozen = 請拔下攝影機，重新插上後重試。
error-camera-format = 無法使用此攝影機
remedy-camera-format = 請連接其他攝影機。
error-network = 無法連線到服務
remedy-network = 請檢查網路連線後重試。
error-storage = 無法儲存錄影
remedy-storage = 請釋出磁碟空間，或洽服務人員。
error-licence = 授權遺失或已過期
error-models = 程式缺少元件
error-light-data = 光線序列無法使用
error-settings = 有一項設定無法使用
error-inner = 發生問題
remedy-staff = 請洽服務人員。
error-focus = 其他視窗切換到前面
remedy-focus = 請留在此視窗，直到驗證結束。
error-cancelled = 驗證已取消
remedy-cancelled = 您可以隨時重新開始。
