## Window and buttons

app-title = 容貌核實
button-start = 開始
button-cancel = 取消
button-retry = 再試一次
button-close = 關閉
button-agree = 繼續
button-without-light = 不使用閃光，繼續
camera-picture = 攝影機畫面

## Guide page

guide-title = 請確認是您本人
guide-intro = 請望向鏡頭，需時約十秒。
guide-facing = 請將面部保持在橢圓框內，並望向螢幕
guide-light = 面部光線均勻，身後沒有光亮的窗戶
guide-uncovered = 請除下口罩、太陽眼鏡及帽子
guide-alone = 畫面中只可有您一人
guide-privacy = 核實完成後，本裝置會刪除錄影片段。
guide-privacy-kept = 錄影片段會保留在本裝置。
guide-privacy-sent = 錄影片段會傳送至要求是次核實的服務機構。

## Page before the light

consent-title = 螢幕將會閃出彩色光
consent-warning = 少數光敏感性腦癇症患者可能因閃光而發作。如您或身邊的人可能受影響，請選擇不使用閃光繼續。
consent-warning-bound = 少數光敏感性腦癇症患者可能因閃光而發作。如您或身邊的人可能受影響，請勿繼續，按「取消」離開。
consent-what = 整個螢幕會轉換顏色約六秒。請保持不動，並望向螢幕。
consent-stop = 如要停止閃光，請輕觸螢幕或按 Esc 鍵。

## What is asked for

prompt-prepare = 正在啟動鏡頭
prompt-position = 請將面部移入橢圓框
prompt-hold-still = 請保持不動
prompt-blink = 請合上雙眼，再張開
prompt-mouth = 請張大嘴巴，再合上
prompt-nod = 請慢慢點頭
prompt-shake = 請將頭轉向一邊，再轉回來
prompt-watch-light = 請望向螢幕，保持不動
step-of = 第 { $step } 步，共 { $total } 步
seconds-left = 尚餘 { $seconds } 秒

## What can be mended at once

hint-no-face = 畫面中沒有人
hint-many-faces = 只可有一個人
hint-closer = 請靠近一點
hint-farther = 請稍為退後
hint-middle = 請移到中間
hint-cut-off = 請將整個面部移入橢圓框
hint-chin = 畫面中看不到您的下巴
hint-too-dark = 太暗：請在前方增加光線
hint-too-bright = 面部光線太強
hint-backlight = 身後太光
hint-look-straight = 請直望螢幕
hint-keep-still = 請勿晃動
hint-camera-moves = 請勿移動鏡頭
hint-mouth-covered = 請勿遮蓋口鼻
hint-open-eyes = 請張開眼睛
hint-outshone = 環境太光：請靠近螢幕

## Waiting

wait-token = 準備中
wait-analysing = 正在分析結果
wait-uploading = 傳送中
wait-result = 正在等候回覆

## Result page

result-pass-title = 已完成
result-pass-live = 您已通過核實。
result-pass-same = 您已通過核實，容貌與相片相符。
result-fail-title = 核實未能通過
result-insufficient-title = 畫面不足以判斷
attempts-left = 您尚可嘗試 { $attempts } 次。
attempts-none = 嘗試次數已用完，請向職員查詢。
error-code = 代碼 { $code }

## Why, and what to do

reason-many-faces = 畫面中多於一個人。
remedy-many-faces = 請確保只有您一人在鏡頭前。
reason-not-live = 畫面看來並非真人在鏡頭前。
remedy-not-live = 請在均勻光線下展示您本人的面部，切勿使用相片或螢幕。
reason-still = 面部沒有任何動作。
remedy-still = 請展示您本人的面部，切勿使用相片，並如常眨眼。
reason-video = 鏡頭的畫面並非即時。
remedy-video = 請直接使用本裝置的鏡頭。
reason-face-changed = 畫面中出現另一張面孔。
remedy-face-changed = 請由始至終留在鏡頭前。
reason-action-missing = 沒有看到要求的動作。
remedy-action-missing = 請在螢幕提示後立即照做。
reason-action-wrong = 看到的動作與要求不同。
remedy-action-wrong = 請等候螢幕提示，只做要求的動作。
reason-light-wrong = 未能偵測到面部反射的螢幕顏色。
remedy-light-wrong = 請面向螢幕，中間不要有任何遮擋。
reason-other-person = 容貌與相片不符。
remedy-other-person = 請除下眼鏡，望向前方，並確認相片是您本人的。
reason-placement = 面部停留在正確位置的時間不足。
remedy-placement = 請將整個面部保持在橢圓框內，直至核實完成。
reason-too-dark = 面部太暗。
remedy-too-dark = 請在前方增加光線。
reason-too-bright = 面部光線太強。
remedy-too-bright = 請避開直射光線，或離開窗邊。
reason-covered = 面部被遮蓋。
remedy-covered = 請除下口罩、太陽眼鏡或帽子，並放下雙手。
reason-no-face-in-time = 未能及時看到面部。
remedy-no-face-in-time = 請先在鏡頭前坐好或站好，然後開始。
reason-time-out = 核實逾時。
remedy-time-out = 請在螢幕提示後立即照做。
reason-too-short = 看到面部的時間不足。
remedy-too-short = 請留在鏡頭前，直至核實完成。
reason-eyes-closed = 您的眼睛合上了。
remedy-eyes-closed = 請張開眼睛，望向螢幕。
reason-no-best-frame = 沒有足夠清晰的畫面。
remedy-no-best-frame = 請保持不動，直望螢幕。
reason-not-comparable = 未能將您的容貌與相片比對。
remedy-not-comparable = 請在均勻光線下直望螢幕。
reason-light-unclear = 面部看不到螢幕的光。
remedy-light-unclear = 請靠近螢幕，或調暗室內光線。
reason-photo = 用作比對的相片無法使用。
remedy-photo = 請更換一張清晰的單人相片。
reason-service = 服務機構未有接納是次核實。
remedy-service = 請再試一次。如再次出現，請向職員查詢。

## Error pages

error-no-camera = 找不到鏡頭
remedy-no-camera = 請連接鏡頭後再試。
error-camera-denied = 未獲准使用鏡頭
remedy-camera-denied = 請在系統的私隱設定中允許本程式使用鏡頭。
error-camera-busy = 其他程式正在使用鏡頭
remedy-camera-busy = 請關閉其他使用鏡頭的程式。
error-camera-unplugged = 鏡頭已停止
remedy-camera-unplugged = 請檢查接線後再試。
error-camera-black = 鏡頭畫面全黑
remedy-camera-black = 請打開鏡頭蓋或遮片。
error-camera-frozen = 鏡頭畫面靜止不動
remedy-camera-frozen = 請拔除鏡頭，重新插入後再試。
error-camera-format = 無法使用此鏡頭
remedy-camera-format = 請連接其他鏡頭。
error-network = 無法連接服務
remedy-network = 請檢查網絡連線後再試。
error-storage = 無法儲存錄影片段
remedy-storage = 請騰出磁碟空間，或向職員查詢。
error-licence = 授權遺失或已過期
error-models = 程式欠缺組件
error-light-data = 光線序列無法使用
error-settings = 有一項設定無法使用
error-inner = 發生問題
remedy-staff = 請向職員查詢。
error-focus = 其他視窗移到了前面
remedy-focus = 請留在此視窗，直至核實完成。
error-cancelled = 核實已取消
remedy-cancelled = 您可隨時重新開始。
