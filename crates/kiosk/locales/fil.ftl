## Window and buttons

app-title = Pagsusuri ng mukha
button-start = Magsimula
button-cancel = Kanselahin
button-retry = Subukan muli
button-close = Isara
button-agree = Magpatuloy
button-without-light = Magpatuloy nang walang kumukurap na ilaw
camera-picture = Larawan mula sa camera

## Guide page

guide-title = Tiyaking kayo nga ito
guide-intro = Tumingin sa camera. Mga sampung segundo lang ito.
guide-facing = Panatilihin ang mukha sa oval at tumingin sa screen
guide-light = Pantay na liwanag sa mukha, walang maliwanag na bintana sa likod
guide-uncovered = Alisin ang face mask, sunglasses at sombrero
guide-alone = Kayo lang dapat ang nasa larawan
guide-privacy = Buburahin ang video sa device na ito pagkatapos ng pagsusuri.
guide-privacy-kept = Itatago ang video sa device na ito.
guide-privacy-sent = Ipapadala ang video sa serbisyong humiling ng pagsusuring ito.

## Page before the light

consent-title = Kukurap ang screen sa iba’t ibang kulay
consent-warning = Maaaring magdulot ng seizure ang kumukurap na ilaw sa ilang taong may photosensitive epilepsy. Kung maaaring maapektuhan kayo o ang katabi ninyo, magpatuloy nang wala ito.
consent-warning-bound = Maaaring magdulot ng seizure ang kumukurap na ilaw sa ilang taong may photosensitive epilepsy. Kung maaaring maapektuhan kayo o ang katabi ninyo, huwag magpatuloy: pindutin ang Kanselahin.
consent-what = Mga anim na segundong magpapalit ng kulay ang buong screen. Huwag gumalaw at tumingin sa screen.
consent-stop = Para itigil ang mga kulay, hawakan ang screen o pindutin ang Esc.

## What is asked for

prompt-prepare = Binubuksan ang camera
prompt-position = Ilagay ang mukha sa oval
prompt-hold-still = Huwag gumalaw
prompt-blink = Ipikit ang dalawang mata, saka idilat
prompt-mouth = Ibuka nang malaki ang bibig, saka isara
prompt-nod = Tumango nang dahan-dahan
prompt-shake = Ilingon ang ulo sa gilid, saka ibalik
prompt-watch-light = Tumingin sa screen at huwag gumalaw
step-of = Hakbang { $step } sa { $total }
seconds-left = { $seconds ->
    [one] { $seconds } segundo na lang
   *[other] { $seconds } na segundo na lang
}

## What can be mended at once

hint-no-face = Walang tao sa larawan
hint-many-faces = Isang tao lang po
hint-closer = Lumapit pa po
hint-farther = Umatras nang kaunti
hint-middle = Pumunta sa gitna
hint-cut-off = Ilagay ang buong mukha sa oval
hint-chin = Hindi makita ang inyong baba
hint-too-dark = Masyadong madilim: dagdagan ang ilaw sa harap
hint-too-bright = Masyadong maliwanag sa mukha
hint-backlight = Masyadong maliwanag sa likod
hint-look-straight = Tumingin nang diretso sa screen
hint-keep-still = Manatiling hindi gumagalaw
hint-camera-moves = Huwag galawin ang camera
hint-mouth-covered = Huwag takpan ang bibig at ilong
hint-open-eyes = Idilat ang mga mata
hint-outshone = Masyadong maliwanag dito: lumapit sa screen

## Waiting

wait-token = Naghahanda
wait-analysing = Tinitingnan ang resulta
wait-uploading = Ipinapadala
wait-result = Naghihintay ng sagot

## Result page

result-pass-title = Tapos na
result-pass-live = Pumasa kayo sa pagsusuri.
result-pass-same = Pumasa kayo sa pagsusuri at tugma ang mukha ninyo sa litrato.
result-fail-title = Hindi pumasa sa pagsusuri
result-insufficient-title = Kulang ang nakita sa larawan
attempts-left = { $attempts ->
    [one] Maaari pa kayong sumubok nang { $attempts } beses.
   *[other] Maaari pa kayong sumubok nang { $attempts } na beses.
}
attempts-none = Wala nang natitirang pagsubok. Lumapit po sa staff.
error-code = Code { $code }

## Why, and what to do

reason-many-faces = Higit sa isang tao ang nasa larawan.
remedy-many-faces = Tiyaking kayo lang ang nasa harap ng camera.
reason-not-live = Hindi ito mukhang totoong tao sa harap ng camera.
remedy-not-live = Ipakita ang sarili ninyong mukha, hindi larawan o screen, sa pantay na liwanag.
reason-still = Walang gumalaw sa mukha.
remedy-still = Ipakita ang sarili ninyong mukha, hindi larawan, at kumurap gaya ng dati.
reason-video = Hindi live ang larawan ng camera.
remedy-video = Gamitin nang direkta ang camera ng device na ito.
reason-face-changed = May ibang mukhang lumabas sa larawan.
remedy-face-changed = Manatili sa harap ng camera mula simula hanggang dulo.
reason-action-missing = Hindi nakita ang hinihinging galaw.
remedy-action-missing = Sundin agad ang sinasabi ng screen.
reason-action-wrong = Ibang galaw ang nakita, hindi ang hinihingi.
remedy-action-wrong = Hintayin ang screen, saka gawin lang ang hinihingi nito.
reason-light-wrong = Hindi nakita sa mukha ang mga kulay ng screen.
remedy-light-wrong = Humarap sa screen nang walang anumang nakaharang.
reason-other-person = Hindi tugma ang mukha sa litrato.
remedy-other-person = Alisin ang salamin, tumingin nang diretso, at tiyaking inyo ang litrato.
reason-placement = Hindi sapat ang tagal ng mukha sa tamang puwesto.
remedy-placement = Panatilihin ang buong mukha sa oval hanggang matapos.
reason-too-dark = Masyadong madilim ang mukha ninyo.
remedy-too-dark = Dagdagan ang ilaw sa harap ninyo.
reason-too-bright = Masyadong malakas ang ilaw sa mukha ninyo.
remedy-too-bright = Umiwas sa direktang ilaw o lumayo sa bintana.
reason-covered = May nakatakip sa mukha ninyo.
remedy-covered = Alisin ang face mask, sunglasses o sombrero, at ibaba ang mga kamay.
reason-no-face-in-time = Walang nakitang mukha sa takdang oras.
remedy-no-face-in-time = Umupo o tumayo sa harap ng camera bago magsimula.
reason-time-out = Masyadong natagalan ang pagsusuri.
remedy-time-out = Sundin agad ang sinasabi ng screen.
reason-too-short = Hindi sapat ang tagal na nakita ang mukha ninyo.
remedy-too-short = Manatili sa harap ng camera hanggang matapos.
reason-eyes-closed = Nakapikit ang inyong mga mata.
remedy-eyes-closed = Panatilihing nakadilat ang mga mata at tumingin sa screen.
reason-no-best-frame = Walang sapat na malinaw na larawan.
remedy-no-best-frame = Huwag gumalaw at tumingin nang diretso sa screen.
reason-not-comparable = Hindi maihambing ang mukha ninyo sa litrato.
remedy-not-comparable = Tumingin nang diretso sa screen, sa pantay na liwanag.
reason-light-unclear = Hindi nakita sa mukha ninyo ang ilaw ng screen.
remedy-light-unclear = Lumapit sa screen o bawasan ang ilaw sa silid.
reason-photo = Hindi magamit ang litratong paghahambingan.
remedy-photo = Gumamit ng malinaw na litrato ng iisang mukha.
reason-service = Hindi tinanggap ng serbisyo ang pagsusuri.
remedy-service = Subukan muli. Kung maulit ito, lumapit sa staff.

## Error pages

error-no-camera = Walang nakitang camera
remedy-no-camera = Magkabit ng camera at subukan muli.
error-camera-denied = Walang pahintulot na gamitin ang camera
remedy-camera-denied = Payagan ang program na ito na gamitin ang camera sa privacy settings ng system.
error-camera-busy = Ginagamit ng ibang program ang camera
remedy-camera-busy = Isara ang ibang program na gumagamit ng camera.
error-camera-unplugged = Huminto ang camera
remedy-camera-unplugged = Tingnan ang kable nito at subukan muli.
error-camera-black = Itim ang larawan ng camera
remedy-camera-black = Buksan ang takip ng camera.
error-camera-frozen = Hindi gumagalaw ang larawan ng camera
remedy-camera-frozen = Bunutin ang camera, isaksak ulit at subukan muli.
error-camera-format = Hindi magamit ang camera na ito
remedy-camera-format = Magkabit ng ibang camera.
error-network = Hindi maabot ang serbisyo
remedy-network = Tingnan ang koneksiyon sa network at subukan muli.
error-storage = Hindi maisulat ang video
remedy-storage = Magbakante ng espasyo sa disk o lumapit sa staff.
error-licence = Wala o paso na ang lisensiya
error-models = May kulang na bahagi ng program
error-light-data = Hindi magamit ang pagkakasunod ng ilaw
error-settings = May setting na hindi magamit
error-inner = Nagkaroon ng problema
remedy-staff = Lumapit po sa staff.
error-focus = May ibang window na napunta sa harap
remedy-focus = Manatili sa window na ito hanggang matapos.
error-cancelled = Kinansela ang pagsusuri
remedy-cancelled = Maaari kayong magsimula muli anumang oras.
