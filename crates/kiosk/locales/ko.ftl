## Window and buttons

app-title = 얼굴 확인
button-start = 시작
button-cancel = 취소
button-retry = 다시 시도
button-close = 닫기
button-agree = 계속
button-without-light = 깜빡이는 빛 없이 계속
camera-picture = 카메라 화면

## Guide page

guide-title = 본인 확인을 시작합니다
guide-intro = 카메라를 봐 주세요. 약 10초 걸립니다.
guide-facing = 얼굴을 타원 안에 두고 화면을 봐 주세요
guide-light = 얼굴에 빛이 고르게 비치고, 뒤에 밝은 창문이 없어야 합니다
guide-uncovered = 마스크, 선글라스, 모자를 벗어 주세요
guide-alone = 화면에 혼자만 나와야 합니다
guide-privacy = 확인이 끝나면 녹화 영상은 이 기기에서 삭제됩니다.
guide-privacy-kept = 녹화 영상은 이 기기에 보관됩니다.
guide-privacy-sent = 녹화 영상은 확인을 요청한 서비스로 전송됩니다.

## Page before the light

consent-title = 화면이 여러 색으로 깜빡입니다
consent-warning = 광과민성 뇌전증이 있는 분은 깜빡이는 빛에 발작을 일으킬 수 있습니다. 본인이나 주변 분이 해당될 수 있으면 깜빡이는 빛 없이 계속해 주세요.
consent-warning-bound = 광과민성 뇌전증이 있는 분은 깜빡이는 빛에 발작을 일으킬 수 있습니다. 본인이나 주변 분이 해당될 수 있으면 계속하지 말고 취소해 주세요.
consent-what = 약 6초 동안 화면 전체의 색이 바뀝니다. 움직이지 말고 화면을 봐 주세요.
consent-stop = 깜빡임을 멈추려면 화면을 터치하거나 Esc 키를 눌러 주세요.

## What is asked for

prompt-prepare = 카메라를 켜는 중입니다
prompt-position = 얼굴을 타원 안에 맞춰 주세요
prompt-hold-still = 움직이지 마세요
prompt-blink = 두 눈을 감았다가 떠 주세요
prompt-mouth = 입을 크게 벌렸다가 다물어 주세요
prompt-nod = 천천히 고개를 끄덕여 주세요
prompt-shake = 고개를 옆으로 돌렸다가 돌아와 주세요
prompt-watch-light = 화면을 보고 움직이지 마세요
step-of = { $total }단계 중 { $step }단계
seconds-left = { $seconds }초 남음

## What can be mended at once

hint-no-face = 화면에 사람이 없습니다
hint-many-faces = 한 분만 화면에 나와 주세요
hint-closer = 조금 더 가까이 와 주세요
hint-farther = 조금 뒤로 물러나 주세요
hint-middle = 가운데로 이동해 주세요
hint-cut-off = 얼굴 전체를 타원 안에 맞춰 주세요
hint-chin = 턱이 화면에 보이지 않습니다
hint-too-dark = 너무 어둡습니다. 앞쪽을 밝게 해 주세요
hint-too-bright = 얼굴에 빛이 너무 강합니다
hint-backlight = 뒤쪽이 너무 밝습니다
hint-look-straight = 화면을 똑바로 봐 주세요
hint-keep-still = 그대로 계세요
hint-camera-moves = 카메라를 움직이지 마세요
hint-mouth-covered = 입과 코를 가리지 마세요
hint-open-eyes = 눈을 떠 주세요
hint-outshone = 주변이 너무 밝습니다. 화면에 가까이 와 주세요

## Waiting

wait-token = 준비 중입니다
wait-analysing = 결과를 확인하는 중입니다
wait-uploading = 전송 중입니다
wait-result = 응답을 기다리는 중입니다

## Result page

result-pass-title = 완료되었습니다
result-pass-live = 확인되었습니다.
result-pass-same = 확인되었습니다. 얼굴이 사진과 일치합니다.
result-fail-title = 확인되지 않았습니다
result-insufficient-title = 판단하기에 영상이 충분하지 않습니다
attempts-left = { $attempts }번 더 시도할 수 있습니다.
attempts-none = 더 이상 시도할 수 없습니다. 직원에게 문의해 주세요.
error-code = 코드 { $code }

## Why, and what to do

reason-many-faces = 화면에 여러 사람이 있었습니다.
remedy-many-faces = 카메라 앞에 혼자만 있어 주세요.
reason-not-live = 카메라 앞의 실제 사람으로 보이지 않았습니다.
remedy-not-live = 사진이나 화면이 아닌 본인의 얼굴을 고른 빛에서 보여 주세요.
reason-still = 얼굴에 움직임이 없었습니다.
remedy-still = 사진이 아닌 본인의 얼굴을 보여 주시고, 평소처럼 눈을 깜빡여 주세요.
reason-video = 카메라 영상이 실시간이 아니었습니다.
remedy-video = 이 기기의 카메라를 직접 사용해 주세요.
reason-face-changed = 다른 사람의 얼굴이 나타났습니다.
remedy-face-changed = 처음부터 끝까지 카메라 앞에 있어 주세요.
reason-action-missing = 요청한 동작이 확인되지 않았습니다.
remedy-action-missing = 안내가 나오면 바로 동작해 주세요.
reason-action-wrong = 요청과 다른 동작이 확인되었습니다.
remedy-action-wrong = 안내를 기다린 뒤 요청한 동작만 해 주세요.
reason-light-wrong = 얼굴에서 화면 색이 확인되지 않았습니다.
remedy-light-wrong = 앞을 가리지 말고 화면을 마주 봐 주세요.
reason-other-person = 얼굴이 사진과 일치하지 않습니다.
remedy-other-person = 안경을 벗고 정면을 보신 뒤, 본인 사진인지 확인해 주세요.
reason-placement = 얼굴이 알맞은 위치에 있던 시간이 부족했습니다.
remedy-placement = 확인이 끝날 때까지 얼굴 전체를 타원 안에 두세요.
reason-too-dark = 얼굴이 너무 어두웠습니다.
remedy-too-dark = 앞쪽을 밝게 해 주세요.
reason-too-bright = 얼굴에 비친 빛이 너무 강했습니다.
remedy-too-bright = 직사광을 피하거나 창가에서 떨어져 주세요.
reason-covered = 얼굴이 가려져 있었습니다.
remedy-covered = 마스크, 선글라스, 모자를 벗고 손을 내려 주세요.
reason-no-face-in-time = 제시간에 얼굴이 보이지 않았습니다.
remedy-no-face-in-time = 카메라 앞에 앉거나 선 다음 시작해 주세요.
reason-time-out = 확인 시간이 초과되었습니다.
remedy-time-out = 안내가 나오면 바로 동작해 주세요.
reason-too-short = 얼굴이 보인 시간이 너무 짧았습니다.
remedy-too-short = 확인이 끝날 때까지 카메라 앞에 있어 주세요.
reason-eyes-closed = 눈이 감겨 있었습니다.
remedy-eyes-closed = 눈을 뜨고 화면을 봐 주세요.
reason-no-best-frame = 충분히 선명한 영상이 없었습니다.
remedy-no-best-frame = 움직이지 말고 화면을 똑바로 봐 주세요.
reason-not-comparable = 얼굴을 사진과 비교할 수 없었습니다.
remedy-not-comparable = 고른 빛에서 화면을 똑바로 봐 주세요.
reason-light-unclear = 얼굴에서 화면 빛이 보이지 않았습니다.
remedy-light-unclear = 화면에 가까이 오시거나 실내를 어둡게 해 주세요.
reason-photo = 비교할 사진을 사용할 수 없습니다.
remedy-photo = 한 사람의 얼굴이 선명한 사진을 준비해 주세요.
reason-service = 서비스에서 확인을 받아들이지 않았습니다.
remedy-service = 다시 시도해 주세요. 반복되면 직원에게 문의해 주세요.

## Error pages

error-no-camera = 카메라를 찾을 수 없습니다
remedy-no-camera = 카메라를 연결하고 다시 시도해 주세요.
error-camera-denied = 카메라를 사용할 권한이 없습니다
remedy-camera-denied = 시스템의 개인정보 보호 설정에서 카메라 사용을 허용해 주세요.
error-camera-busy = 다른 프로그램이 카메라를 사용 중입니다
remedy-camera-busy = 카메라를 사용하는 다른 프로그램을 닫아 주세요.
error-camera-unplugged = 카메라가 멈췄습니다
remedy-camera-unplugged = 케이블을 확인하고 다시 시도해 주세요.
error-camera-black = 카메라 화면이 검게 나옵니다
remedy-camera-black = 카메라 덮개나 셔터를 열어 주세요.
error-camera-frozen = 카메라 화면이 멈춰 있습니다
remedy-camera-frozen = 카메라를 뺐다가 다시 꽂고 시도해 주세요.
error-camera-format = 이 카메라는 사용할 수 없습니다
remedy-camera-format = 다른 카메라를 연결해 주세요.
error-network = 서비스에 연결할 수 없습니다
remedy-network = 네트워크 연결을 확인하고 다시 시도해 주세요.
error-storage = 녹화 영상을 저장할 수 없습니다
remedy-storage = 디스크 공간을 확보하거나 직원에게 문의해 주세요.
error-licence = 라이선스가 없거나 만료되었습니다
error-models = 프로그램의 일부가 없습니다
error-light-data = 빛 순서를 사용할 수 없습니다
error-settings = 사용할 수 없는 설정이 있습니다
error-inner = 문제가 발생했습니다
remedy-staff = 직원에게 문의해 주세요.
error-focus = 다른 창이 앞으로 나왔습니다
remedy-focus = 확인이 끝날 때까지 이 창에 머물러 주세요.
error-cancelled = 확인이 취소되었습니다
remedy-cancelled = 언제든지 다시 시작할 수 있습니다.
