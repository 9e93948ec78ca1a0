## Window and buttons

app-title = Verifikasi wajah
button-start = Mulai
button-cancel = Batal
button-retry = Coba lagi
button-close = Tutup
button-agree = Lanjutkan
button-without-light = Lanjutkan tanpa cahaya berkedip
camera-picture = Gambar kamera

## Guide page

guide-title = Pastikan ini memang Anda
guide-intro = Lihat ke kamera. Perlu sekitar sepuluh detik.
guide-facing = Jaga wajah di dalam oval dan lihat ke layar
guide-light = Cahaya merata di wajah, tanpa jendela terang di belakang
guide-uncovered = Lepas masker, kacamata hitam, dan topi
guide-alone = Hanya Anda di dalam gambar
guide-privacy = Rekaman dihapus dari perangkat ini setelah verifikasi selesai.
guide-privacy-kept = Rekaman disimpan di perangkat ini.
guide-privacy-sent = Rekaman dikirim ke layanan yang meminta verifikasi ini.

## Page before the light

consent-title = Layar akan berkedip warna-warni
consent-warning = Cahaya berkedip dapat memicu kejang pada sebagian penderita epilepsi fotosensitif. Jika Anda atau orang di dekat Anda mungkin mengalaminya, lanjutkan tanpa cahaya berkedip.
consent-warning-bound = Cahaya berkedip dapat memicu kejang pada sebagian penderita epilepsi fotosensitif. Jika Anda atau orang di dekat Anda mungkin mengalaminya, jangan lanjutkan: tekan Batal.
consent-what = Selama sekitar enam detik, seluruh layar berganti warna. Tetap diam dan lihat ke layar.
consent-stop = Untuk menghentikan warna, sentuh layar atau tekan Esc.

## What is asked for

prompt-prepare = Menyalakan kamera
prompt-position = Posisikan wajah di dalam oval
prompt-hold-still = Tetap diam
prompt-blink = Pejamkan kedua mata, lalu buka
prompt-mouth = Buka mulut lebar-lebar, lalu tutup
prompt-nod = Anggukkan kepala perlahan
prompt-shake = Tolehkan kepala ke samping, lalu kembali
prompt-watch-light = Lihat ke layar dan tetap diam
step-of = Langkah { $step } dari { $total }
seconds-left = { $seconds } detik lagi

## What can be mended at once

hint-no-face = Tidak ada orang di dalam gambar
hint-many-faces = Hanya satu orang
hint-closer = Silakan mendekat
hint-farther = Mundur sedikit
hint-middle = Geser ke tengah
hint-cut-off = Posisikan seluruh wajah di dalam oval
hint-chin = Dagu Anda tidak terlihat
hint-too-dark = Terlalu gelap: tambahkan cahaya di depan Anda
hint-too-bright = Cahaya di wajah terlalu kuat
hint-backlight = Terlalu terang di belakang Anda
hint-look-straight = Lihat lurus ke layar
hint-keep-still = Jangan bergerak
hint-camera-moves = Jangan gerakkan kamera
hint-mouth-covered = Jangan tutupi mulut dan hidung
hint-open-eyes = Buka mata Anda
hint-outshone = Ruangan terlalu terang: mendekatlah ke layar

## Waiting

wait-token = Menyiapkan
wait-analysing = Memeriksa hasil
wait-uploading = Mengirim
wait-result = Menunggu jawaban

## Result page

result-pass-title = Selesai
result-pass-live = Anda lulus verifikasi.
result-pass-same = Anda lulus verifikasi dan wajah Anda cocok dengan foto.
result-fail-title = Verifikasi tidak berhasil
result-insufficient-title = Gambar tidak cukup untuk diperiksa
attempts-left = Anda dapat mencoba { $attempts } kali lagi.
attempts-none = Kesempatan sudah habis. Silakan hubungi petugas.
error-code = Kode { $code }

## Why, and what to do

reason-many-faces = Ada lebih dari satu orang di dalam gambar.
remedy-many-faces = Pastikan hanya Anda yang berada di depan kamera.
reason-not-live = Gambar tidak tampak seperti orang di depan kamera.
remedy-not-live = Tunjukkan wajah asli Anda, bukan foto atau layar, dengan cahaya merata.
reason-still = Tidak ada gerakan di wajah.
remedy-still = Tunjukkan wajah asli Anda, bukan foto, dan berkediplah seperti biasa.
reason-video = Gambar kamera tidak langsung.
remedy-video = Gunakan kamera perangkat ini secara langsung.
reason-face-changed = Wajah lain muncul di dalam gambar.
remedy-face-changed = Tetaplah di depan kamera dari awal sampai akhir.
reason-action-missing = Gerakan yang diminta tidak terlihat.
remedy-action-missing = Ikuti petunjuk layar begitu muncul.
reason-action-wrong = Gerakan yang terlihat berbeda dari yang diminta.
remedy-action-wrong = Tunggu petunjuk layar, lalu lakukan hanya itu.
reason-light-wrong = Warna layar tidak terlihat pada wajah.
remedy-light-wrong = Hadapkan wajah ke layar tanpa penghalang.
reason-other-person = Wajah tidak cocok dengan foto.
remedy-other-person = Lepas kacamata, lihat lurus ke depan, dan pastikan itu foto Anda.
reason-placement = Posisi wajah belum tepat cukup lama.
remedy-placement = Jaga seluruh wajah di dalam oval sampai verifikasi selesai.
reason-too-dark = Wajah Anda terlalu gelap.
remedy-too-dark = Tambahkan cahaya di depan Anda.
reason-too-bright = Cahaya di wajah Anda terlalu kuat.
remedy-too-bright = Hindari cahaya langsung atau menjauhlah dari jendela.
reason-covered = Ada yang menutupi wajah Anda.
remedy-covered = Lepas masker, kacamata hitam, atau topi, dan turunkan tangan.
reason-no-face-in-time = Wajah tidak terlihat tepat waktu.
remedy-no-face-in-time = Duduk atau berdirilah di depan kamera sebelum mulai.
reason-time-out = Verifikasi terlalu lama.
remedy-time-out = Ikuti petunjuk layar begitu muncul.
reason-too-short = Wajah Anda belum terlihat cukup lama.
remedy-too-short = Tetaplah di depan kamera sampai verifikasi selesai.
reason-eyes-closed = Mata Anda terpejam.
remedy-eyes-closed = Buka mata dan lihat ke layar.
reason-no-best-frame = Tidak ada gambar yang cukup tajam.
remedy-no-best-frame = Tetap diam dan lihat lurus ke layar.
reason-not-comparable = Wajah Anda tidak dapat dibandingkan dengan foto.
remedy-not-comparable = Lihat lurus ke layar dengan cahaya merata.
reason-light-unclear = Cahaya layar tidak terlihat di wajah Anda.
remedy-light-unclear = Mendekatlah ke layar atau redupkan ruangan.
reason-photo = Foto pembanding tidak dapat digunakan.
remedy-photo = Gunakan foto yang jelas dengan satu wajah.
reason-service = Layanan tidak menerima verifikasi ini.
remedy-service = Coba lagi. Jika terulang, hubungi petugas.

## Error pages

error-no-camera = Kamera tidak ditemukan
remedy-no-camera = Sambungkan kamera, lalu coba lagi.
error-camera-denied = Kamera tidak boleh digunakan
remedy-camera-denied = Izinkan program ini menggunakan kamera di pengaturan privasi sistem.
error-camera-busy = Program lain sedang menggunakan kamera
remedy-camera-busy = Tutup program lain yang menggunakan kamera.
error-camera-unplugged = Kamera berhenti
remedy-camera-unplugged = Periksa kabelnya, lalu coba lagi.
error-camera-black = Gambar kamera hitam
remedy-camera-black = Buka penutup kamera.
error-camera-frozen = Gambar kamera tidak bergerak
remedy-camera-frozen = Cabut kamera, pasang lagi, lalu coba lagi.
error-camera-format = Kamera ini tidak dapat digunakan
remedy-camera-format = Sambungkan kamera lain.
error-network = Layanan tidak dapat dihubungi
remedy-network = Periksa sambungan jaringan, lalu coba lagi.
error-storage = Rekaman tidak dapat disimpan
remedy-storage = Kosongkan ruang disk atau hubungi petugas.
error-licence = Lisensi tidak ada atau sudah kedaluwarsa
error-models = Ada bagian program yang hilang
error-light-data = Urutan cahaya tidak dapat digunakan
error-settings = Ada pengaturan yang tidak dapat digunakan
error-inner = Terjadi kesalahan
remedy-staff = Silakan hubungi petugas.
error-focus = Jendela lain muncul di depan
remedy-focus = Tetaplah di jendela ini sampai verifikasi selesai.
error-cancelled = Verifikasi dibatalkan
remedy-cancelled = Anda dapat memulai lagi kapan saja.
