## Window and buttons

app-title = 顔の確認
button-start = 開始
button-cancel = キャンセル
button-retry = もう一度
button-close = 閉じる
button-agree = 続ける
button-without-light = 点滅なしで続ける
camera-picture = カメラの映像

## Guide page

guide-title = ご本人であることを確認します
guide-intro = カメラを見てください。10秒ほどで終わります。
guide-facing = 顔を枠の中に保ち、画面を見てください
guide-light = 顔に均等に光を当て、明るい窓を背にしないでください
guide-uncovered = マスク、サングラス、帽子を外してください
guide-alone = お一人だけで映ってください
guide-privacy = 録画は、確認が終わるとこの端末から削除されます。
guide-privacy-kept = 録画はこの端末に保存されます。
guide-privacy-sent = 録画は、確認を求めたサービスに送信されます。

## Page before the light

consent-title = 画面がカラーで点滅します
consent-warning = 光過敏性てんかんのある方は、光の点滅で発作を起こすことがあります。ご自身や周りの方に心当たりがある場合は、点滅なしで続けてください。
consent-warning-bound = 光過敏性てんかんのある方は、光の点滅で発作を起こすことがあります。ご自身や周りの方に心当たりがある場合は、続けずにキャンセルしてください。
consent-what = 約6秒間、画面全体の色が変わります。動かずに画面を見てください。
consent-stop = 点滅を止めるには、画面に触れるか、Escキーを押してください。

## What is asked for

prompt-prepare = カメラを起動しています
prompt-position = 顔を枠の中に入れてください
prompt-hold-still = 動かないでください
prompt-blink = 両目を閉じてから、開けてください
prompt-mouth = 口を大きく開けてから、閉じてください
prompt-nod = ゆっくりうなずいてください
prompt-shake = 顔を横に向けてから、戻してください
prompt-watch-light = 画面を見て、動かないでください
step-of = { $total }つのうち{ $step }つ目
seconds-left = 残り{ $seconds }秒

## What can be mended at once

hint-no-face = 人が映っていません
hint-many-faces = お一人でお願いします
hint-closer = もう少し近づいてください
hint-farther = 少し離れてください
hint-middle = 中央に移動してください
hint-cut-off = 顔全体を枠の中に入れてください
hint-chin = あごが映っていません
hint-too-dark = 暗すぎます。正面から光を当ててください
hint-too-bright = 顔に当たる光が強すぎます
hint-backlight = 背後が明るすぎます
hint-look-straight = 画面をまっすぐ見てください
hint-keep-still = そのまま動かないでください
hint-camera-moves = カメラを動かさないでください
hint-mouth-covered = 口と鼻を隠さないでください
hint-open-eyes = 目を開けてください
hint-outshone = 周りが明るすぎます。画面に近づいてください

## Waiting

wait-token = 準備しています
wait-analysing = 結果を確認しています
wait-uploading = 送信しています
wait-result = 回答を待っています

## Result page

result-pass-title = 完了しました
result-pass-live = 確認できました。
result-pass-same = 確認できました。お顔は写真と一致しています。
result-fail-title = 確認できませんでした
result-insufficient-title = 判定に十分な映像が得られませんでした
attempts-left = あと{ $attempts }回お試しいただけます。
attempts-none = これ以上お試しいただけません。係員にお声がけください。
error-code = コード { $code }

## Why, and what to do

reason-many-faces = 複数の人が映っていました。
remedy-many-faces = カメラの前には、お一人でお立ちください。
reason-not-live = カメラの前の人物として確認できませんでした。
remedy-not-live = 写真や画面ではなく、ご本人の顔を均等な明るさの中で映してください。
reason-still = 顔に動きがありませんでした。
remedy-still = 写真ではなくご本人の顔を映し、普段どおりまばたきをしてください。
reason-video = カメラの映像がリアルタイムではありませんでした。
remedy-video = この端末のカメラを直接お使いください。
reason-face-changed = 別の人の顔が映りました。
remedy-face-changed = 最初から最後まで、カメラの前にいてください。
reason-action-missing = 指示された動作が確認できませんでした。
remedy-action-missing = 指示が出たら、すぐに動作をしてください。
reason-action-wrong = 指示と違う動作が確認されました。
remedy-action-wrong = 指示を待ち、指示された動作だけをしてください。
reason-light-wrong = 顔に画面の色が映りませんでした。
remedy-light-wrong = 間に物を置かず、画面に顔を向けてください。
reason-other-person = お顔が写真と一致しません。
remedy-other-person = 眼鏡を外して正面を向き、写真がご本人のものかお確かめください。
reason-placement = 顔が適切な位置にある時間が足りませんでした。
remedy-placement = 終わるまで、顔全体を枠の中に保ってください。
reason-too-dark = 顔が暗すぎました。
remedy-too-dark = 正面から光を当ててください。
reason-too-bright = 顔に当たる光が強すぎました。
remedy-too-bright = 直射光を避けるか、窓から離れてください。
reason-covered = 顔が隠れていました。
remedy-covered = マスク、サングラス、帽子を外し、手を下ろしてください。
reason-no-face-in-time = 時間内に顔が確認できませんでした。
remedy-no-face-in-time = カメラの前に座るか立ってから、開始してください。
reason-time-out = 時間がかかりすぎました。
remedy-time-out = 指示が出たら、すぐに動作をしてください。
reason-too-short = 顔が映っていた時間が短すぎました。
remedy-too-short = 終わるまで、カメラの前にいてください。
reason-eyes-closed = 目が閉じていました。
remedy-eyes-closed = 目を開けて、画面を見てください。
reason-no-best-frame = 鮮明な画像がありませんでした。
remedy-no-best-frame = 動かずに、画面をまっすぐ見てください。
reason-not-comparable = お顔を写真と照合できませんでした。
remedy-not-comparable = 均等な明るさの中で、画面をまっすぐ見てください。
reason-light-unclear = 顔に画面の光が確認できませんでした。
remedy-light-unclear = 画面に近づくか、部屋を暗くしてください。
reason-photo = 照合用の写真が使用できません。
remedy-photo = お一人が鮮明に写った写真をご用意ください。
reason-service = サービスが確認を受け付けませんでした。
remedy-service = もう一度お試しください。繰り返す場合は、係員にお声がけください。

## Error pages

error-no-camera = カメラが見つかりません
remedy-no-camera = カメラを接続して、もう一度お試しください。
error-camera-denied = カメラの使用が許可されていません
remedy-camera-denied = システムのプライバシー設定で、このプログラムにカメラの使用を許可してください。
error-camera-busy = 別のプログラムがカメラを使用中です
remedy-camera-busy = カメラを使用しているほかのプログラムを終了してください。
error-camera-unplugged = カメラが停止しました
remedy-camera-unplugged = ケーブルを確認して、もう一度お試しください。
error-camera-black = カメラの映像が真っ暗です
remedy-camera-black = カメラのカバーやシャッターを開けてください。
error-camera-frozen = カメラの映像が止まっています
remedy-camera-frozen = カメラを抜き差しして、もう一度お試しください。
error-camera-format = このカメラは使用できません
remedy-camera-format = 別のカメラを接続してください。
error-network = サービスに接続できません
remedy-network = ネットワーク接続を確認して、もう一度お試しください。
error-storage = 録画を保存できません
remedy-storage = ディスクの空きを増やすか、係員にお声がけください。
error-licence = ライセンスがないか、期限が切れています
error-models = プログラムの一部が見つかりません
error-light-data = 光のパターンが使用できません
error-settings = 使用できない設定があります
error-inner = 問題が発生しました
remedy-staff = 係員にお声がけください。
error-focus = 別のウィンドウが前面に出ました
remedy-focus = 終わるまで、このウィンドウのままお待ちください。
error-cancelled = 確認を中止しました
remedy-cancelled = いつでもやり直せます。
