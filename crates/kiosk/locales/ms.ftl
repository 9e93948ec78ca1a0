## Window and buttons

app-title = Pengesahan wajah
button-start = Mula
button-cancel = Batal
button-retry = Cuba lagi
button-close = Tutup
button-agree = Teruskan
button-without-light = Teruskan tanpa cahaya berkelip
camera-picture = Gambar kamera

## Guide page

guide-title = Sahkan bahawa ini ialah anda
guide-intro = Pandang ke kamera. Ia mengambil masa kira-kira sepuluh saat.
guide-facing = Kekalkan wajah dalam bingkai bujur dan pandang skrin
guide-light = Cahaya sekata pada wajah, tiada tingkap terang di belakang
guide-uncovered = Tanggalkan pelitup muka, cermin mata hitam dan topi
guide-alone = Hanya anda dalam gambar
guide-privacy = Rakaman dipadamkan daripada peranti ini selepas pengesahan.
guide-privacy-kept = Rakaman disimpan pada peranti ini.
guide-privacy-sent = Rakaman dihantar kepada perkhidmatan yang meminta pengesahan ini.

## Page before the light

consent-title = Skrin akan berkelip dengan warna
consent-warning = Cahaya berkelip boleh menyebabkan sawan kepada sesetengah penghidap epilepsi fotosensitif. Jika anda atau orang berhampiran mungkin terkesan, teruskan tanpa cahaya berkelip.
consent-warning-bound = Cahaya berkelip boleh menyebabkan sawan kepada sesetengah penghidap epilepsi fotosensitif. Jika anda atau orang berhampiran mungkin terkesan, jangan teruskan: tekan Batal.
consent-what = Selama kira-kira enam saat, seluruh skrin bertukar warna. Jangan bergerak dan pandang skrin.
consent-stop = Untuk menghentikan warna, sentuh skrin atau tekan Esc.

## What is asked for

prompt-prepare = Menghidupkan kamera
prompt-position = Letakkan wajah dalam bingkai bujur
prompt-hold-still = Jangan bergerak
prompt-blink = Pejamkan kedua-dua mata, kemudian buka
prompt-mouth = Buka mulut luas-luas, kemudian tutup
prompt-nod = Angguk perlahan-lahan
prompt-shake = Toleh ke sisi, kemudian kembali
prompt-watch-light = Pandang skrin dan jangan bergerak
step-of = Langkah { $step } daripada { $total }
seconds-left = { $seconds } saat lagi

## What can be mended at once

hint-no-face = Tiada sesiapa dalam gambar
hint-many-faces = Seorang sahaja
hint-closer = Sila dekat sedikit
hint-farther = Sila undur sedikit
hint-middle = Sila ke tengah
hint-cut-off = Letakkan seluruh wajah dalam bingkai bujur
hint-chin = Dagu anda tidak kelihatan
hint-too-dark = Terlalu gelap: tambah cahaya di hadapan anda
hint-too-bright = Cahaya pada wajah terlalu kuat
hint-backlight = Terlalu terang di belakang anda
hint-look-straight = Pandang tepat ke skrin
hint-keep-still = Sila kekal diam
hint-camera-moves = Jangan gerakkan kamera
hint-mouth-covered = Jangan tutup mulut dan hidung
hint-open-eyes = Buka mata anda
hint-outshone = Bilik terlalu terang: dekati skrin

## Waiting

wait-token = Sedang bersedia
wait-analysing = Sedang meneliti keputusan
wait-uploading = Sedang menghantar
wait-result = Menunggu jawapan

## Result page

result-pass-title = Selesai
result-pass-live = Anda lulus pengesahan.
result-pass-same = Anda lulus pengesahan dan wajah anda sepadan dengan foto.
result-fail-title = Pengesahan tidak berjaya
result-insufficient-title = Gambar tidak mencukupi
attempts-left = Anda boleh cuba { $attempts } kali lagi.
attempts-none = Tiada lagi percubaan. Sila hubungi kakitangan.
error-code = Kod { $code }

## Why, and what to do

reason-many-faces = Terdapat lebih daripada seorang dalam gambar.
remedy-many-faces = Pastikan hanya anda di hadapan kamera.
reason-not-live = Gambar tidak kelihatan seperti orang di hadapan kamera.
remedy-not-live = Tunjukkan wajah anda sendiri, bukan gambar atau skrin, dengan cahaya sekata.
reason-still = Tiada pergerakan pada wajah.
remedy-still = Tunjukkan wajah anda sendiri, bukan gambar, dan kelip mata seperti biasa.
reason-video = Gambar kamera bukan secara langsung.
remedy-video = Gunakan kamera peranti ini secara terus.
reason-face-changed = Wajah lain muncul dalam gambar.
remedy-face-changed = Kekal di hadapan kamera dari mula hingga akhir.
reason-action-missing = Pergerakan yang diminta tidak kelihatan.
remedy-action-missing = Ikut arahan skrin sebaik sahaja ia muncul.
reason-action-wrong = Pergerakan lain kelihatan, bukan yang diminta.
remedy-action-wrong = Tunggu arahan skrin, kemudian lakukan itu sahaja.
reason-light-wrong = Warna skrin tidak kelihatan pada wajah.
remedy-light-wrong = Hadap skrin tanpa sebarang halangan.
reason-other-person = Wajah tidak sepadan dengan foto.
remedy-other-person = Tanggalkan cermin mata, pandang ke hadapan dan pastikan foto itu milik anda.
reason-placement = Wajah anda tidak cukup lama pada kedudukan betul.
remedy-placement = Kekalkan seluruh wajah dalam bingkai bujur sehingga pengesahan selesai.
reason-too-dark = Wajah anda terlalu gelap.
remedy-too-dark = Tambah cahaya di hadapan anda.
reason-too-bright = Cahaya pada wajah anda terlalu kuat.
remedy-too-bright = Elakkan cahaya terus atau jauhi tingkap.
reason-covered = Sesuatu menutupi wajah anda.
remedy-covered = Tanggalkan pelitup muka, cermin mata hitam atau topi, dan turunkan tangan.
reason-no-face-in-time = Wajah tidak kelihatan dalam masa ditetapkan.
remedy-no-face-in-time = Duduk atau berdiri di hadapan kamera sebelum mula.
reason-time-out = Pengesahan mengambil masa terlalu lama.
remedy-time-out = Ikut arahan skrin sebaik sahaja ia muncul.
reason-too-short = Wajah anda tidak kelihatan cukup lama.
remedy-too-short = Kekal di hadapan kamera sehingga pengesahan selesai.
reason-eyes-closed = Mata anda terpejam.
remedy-eyes-closed = Buka mata dan pandang skrin.
reason-no-best-frame = Tiada gambar yang cukup jelas.
remedy-no-best-frame = Jangan bergerak dan pandang tepat ke skrin.
reason-not-comparable = Wajah anda tidak dapat dibandingkan dengan foto.
remedy-not-comparable = Pandang tepat ke skrin, dengan cahaya sekata.
reason-light-unclear = Cahaya skrin tidak kelihatan pada wajah anda.
remedy-light-unclear = Dekati skrin atau malapkan bilik.
reason-photo = Foto untuk perbandingan tidak boleh digunakan.
remedy-photo = Gunakan foto yang jelas dengan satu wajah.
reason-service = Perkhidmatan tidak menerima pengesahan ini.
remedy-service = Cuba lagi. Jika berulang, hubungi kakitangan.

## Error pages

error-no-camera = Kamera tidak ditemui
remedy-no-camera = Sambungkan kamera dan cuba lagi.
error-camera-denied = Kamera tidak dibenarkan
remedy-camera-denied = Benarkan program ini menggunakan kamera dalam tetapan privasi sistem.
error-camera-busy = Program lain sedang menggunakan kamera
remedy-camera-busy = Tutup program lain yang menggunakan kamera.
error-camera-unplugged = Kamera terhenti
remedy-camera-unplugged = Periksa kabelnya dan cuba lagi.
error-camera-black = Gambar kamera gelap
remedy-camera-black = Buka penutup kamera.
error-camera-frozen = Gambar kamera tidak bergerak
remedy-camera-frozen = Cabut kamera, pasang semula dan cuba lagi.
error-camera-format = Kamera ini tidak boleh digunakan
remedy-camera-format = Sambungkan kamera lain.
error-network = Perkhidmatan tidak dapat dihubungi
remedy-network = Periksa sambungan rangkaian dan cuba lagi.
error-storage = Rakaman tidak dapat disimpan
remedy-storage = Kosongkan ruang cakera atau hubungi kakitangan.
error-licence = Lesen tiada atau telah tamat tempoh
error-models = Sebahagian program tiada
error-light-data = Urutan cahaya tidak boleh digunakan
error-settings = Ada tetapan yang tidak boleh digunakan
error-inner = Ada masalah berlaku
remedy-staff = Sila hubungi kakitangan.
error-focus = Tetingkap lain muncul di hadapan
remedy-focus = Kekal dalam tetingkap ini sehingga pengesahan selesai.
error-cancelled = Pengesahan dibatalkan
remedy-cancelled = Anda boleh mula semula pada bila-bila masa.
