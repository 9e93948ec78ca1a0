# Zero-width spaces (U+200B) part the words: Thai writes none between them, and a line must not end within one.

## Window and buttons

app-title = ตรวจสอบ​ใบหน้า
button-start = เริ่ม
button-cancel = ยกเลิก
button-retry = ลอง​อีกครั้ง
button-close = ปิด
button-agree = ดำเนินการ​ต่อ
button-without-light = ดำเนินการ​ต่อ​โดย​ไม่ใช้​แสง​กะพริบ
camera-picture = ภาพจากกล้อง

## Guide page

guide-title = ยืนยัน​ว่า​เป็น​ตัวคุณ
guide-intro = มอง​ที่​กล้อง ใช้เวลา​ประมาณ​สิบ​วินาที
guide-facing = ให้​ใบหน้า​อยู่​ใน​กรอบ​วงรี​และ​มอง​ที่​หน้าจอ
guide-light = ให้​แสง​ส่อง​ใบหน้า​สม่ำเสมอ ไม่มี​หน้าต่าง​สว่าง​ด้านหลัง
guide-uncovered = ถอด​หน้ากาก แว่นกันแดด และ​หมวก
guide-alone = มี​เพียง​คุณ​คนเดียว​ใน​ภาพ
guide-privacy = วิดีโอ​จะ​ถูก​ลบ​ออกจาก​เครื่อง​นี้​เมื่อ​ตรวจสอบ​เสร็จ
guide-privacy-kept = วิดีโอ​จะ​ถูก​เก็บ​ไว้​ใน​เครื่อง​นี้
guide-privacy-sent = วิดีโอ​จะ​ถูก​ส่ง​ไปยัง​ผู้ให้บริการ​ที่​ขอ​ให้​ตรวจสอบ

## Page before the light

consent-title = หน้าจอ​จะ​กะพริบ​เป็น​สี​ต่าง ๆ
consent-warning = แสง​กะพริบ​อาจ​ทำให้​ผู้ป่วย​โรคลมชัก​ชนิด​ไวต่อแสง​บางราย​เกิด​อาการชัก หาก​คุณ​หรือ​คน​ใกล้ตัว​อาจ​มี​อาการ​นี้ โปรด​เลือก​ดำเนินการ​ต่อ​โดย​ไม่ใช้​แสง​กะพริบ
consent-warning-bound = แสง​กะพริบ​อาจ​ทำให้​ผู้ป่วย​โรคลมชัก​ชนิด​ไวต่อแสง​บางราย​เกิด​อาการชัก หาก​คุณ​หรือ​คน​ใกล้ตัว​อาจ​มี​อาการ​นี้ อย่า​ดำเนินการ​ต่อ ให้​กด​ยกเลิก
consent-what = หน้าจอ​ทั้งหมด​จะ​เปลี่ยน​สี​ประมาณ​หก​วินาที โปรด​อยู่​นิ่ง ๆ และ​มอง​ที่​หน้าจอ
consent-stop = หาก​ต้องการ​หยุด​แสง​กะพริบ โปรด​แตะ​หน้าจอ​หรือ​กด Esc

## What is asked for

prompt-prepare = กำลัง​เปิด​กล้อง
prompt-position = วาง​ใบหน้า​ใน​กรอบ​วงรี
prompt-hold-still = โปรด​อยู่​นิ่ง ๆ
prompt-blink = หลับตา​ทั้งสองข้าง แล้ว​ลืมตา
prompt-mouth = อ้าปาก​กว้าง แล้ว​หุบปาก
prompt-nod = พยักหน้า​ช้า ๆ
prompt-shake = หันหน้า​ไป​ด้านข้าง แล้ว​หันกลับ
prompt-watch-light = มอง​ที่​หน้าจอ​และ​อยู่​นิ่ง ๆ
step-of = ขั้นตอน​ที่ { $step } จาก { $total }
seconds-left = เหลือ { $seconds } วินาที

## What can be mended at once

hint-no-face = ไม่พบ​ใคร​ใน​ภาพ
hint-many-faces = ให้​มี​เพียง​คนเดียว
hint-closer = โปรด​เข้ามา​ใกล้​อีกนิด
hint-farther = โปรด​ถอย​ออก​เล็กน้อย
hint-middle = โปรด​ขยับ​มา​ตรงกลาง
hint-cut-off = ให้​ใบหน้า​ทั้งหมด​อยู่​ใน​กรอบ​วงรี
hint-chin = ไม่เห็น​คาง​ของ​คุณ​ใน​ภาพ
hint-too-dark = มืด​เกินไป โปรด​เพิ่ม​แสง​ด้านหน้า
hint-too-bright = แสง​บน​ใบหน้า​จ้า​เกินไป
hint-backlight = ด้านหลัง​สว่าง​เกินไป
hint-look-straight = มอง​ตรง​ที่​หน้าจอ
hint-keep-still = โปรด​อย่า​ขยับ
hint-camera-moves = โปรด​อย่า​ขยับ​กล้อง
hint-mouth-covered = โปรด​อย่า​ปิด​ปาก​และ​จมูก
hint-open-eyes = โปรด​ลืมตา
hint-outshone = ห้อง​สว่าง​เกินไป โปรด​เข้า​ใกล้​หน้าจอ

## Waiting

wait-token = กำลัง​เตรียมการ
wait-analysing = กำลัง​ตรวจดู​ผล
wait-uploading = กำลัง​ส่ง​ข้อมูล
wait-result = กำลัง​รอ​คำตอบ

## Result page

result-pass-title = เสร็จ​เรียบร้อย
result-pass-live = คุณ​ผ่าน​การตรวจสอบ​แล้ว
result-pass-same = คุณ​ผ่าน​การตรวจสอบ​แล้ว และ​ใบหน้า​ตรง​กับ​รูปถ่าย
result-fail-title = ไม่ผ่าน​การตรวจสอบ
result-insufficient-title = ภาพ​ไม่เพียงพอ​สำหรับ​การตรวจสอบ
attempts-left = คุณ​ลอง​ได้​อีก { $attempts } ครั้ง
attempts-none = ไม่สามารถ​ลอง​ได้​อีก โปรด​ติดต่อ​เจ้าหน้าที่
error-code = รหัส { $code }

## Why, and what to do

reason-many-faces = มี​มากกว่า​หนึ่ง​คน​ใน​ภาพ
remedy-many-faces = โปรด​ให้​มี​เพียง​คุณ​คนเดียว​หน้ากล้อง
reason-not-live = ภาพ​ไม่เหมือน​คน​จริง​ที่​อยู่​หน้ากล้อง
remedy-not-live = แสดง​ใบหน้า​จริง​ของ​คุณ ไม่ใช่​รูปถ่าย​หรือ​หน้าจอ ใน​แสง​สม่ำเสมอ
reason-still = ไม่มี​การเคลื่อนไหว​บน​ใบหน้า
remedy-still = แสดง​ใบหน้า​จริง​ของ​คุณ ไม่ใช่​รูปถ่าย และ​กะพริบตา​ตามปกติ
reason-video = ภาพ​จาก​กล้อง​ไม่ใช่​ภาพสด
remedy-video = โปรด​ใช้​กล้อง​ของ​เครื่อง​นี้​โดยตรง
reason-face-changed = มี​ใบหน้า​อื่น​ปรากฏ​ใน​ภาพ
remedy-face-changed = โปรด​อยู่​หน้ากล้อง​ตั้งแต่ต้น​จนจบ
reason-action-missing = ไม่พบ​การเคลื่อนไหว​ที่​ขอ
remedy-action-missing = โปรด​ทำตาม​หน้าจอ​ทันที​ที่​มี​คำแนะนำ
reason-action-wrong = พบ​การเคลื่อนไหว​ที่​ไม่ตรง​กับ​ที่​ขอ
remedy-action-wrong = รอ​คำแนะนำ​บน​หน้าจอ แล้ว​ทำ​ตามนั้น​เท่านั้น
reason-light-wrong = ไม่พบ​สี​ของ​หน้าจอ​สะท้อน​บน​ใบหน้า
remedy-light-wrong = หันหน้า​เข้าหา​หน้าจอ โดย​ไม่มี​สิ่งใด​บัง
reason-other-person = ใบหน้า​ไม่ตรง​กับ​รูปถ่าย
remedy-other-person = ถอด​แว่นตา มอง​ตรง และ​ตรวจดู​ว่า​เป็น​รูปถ่าย​ของ​คุณ
reason-placement = ใบหน้า​ไม่ได้​อยู่​ใน​ตำแหน่ง​ที่​เหมาะสม​นานพอ
remedy-placement = ให้​ใบหน้า​ทั้งหมด​อยู่​ใน​กรอบ​วงรี​จน​ตรวจสอบ​เสร็จ
reason-too-dark = ใบหน้า​มืด​เกินไป
remedy-too-dark = โปรด​เพิ่ม​แสง​ด้านหน้า
reason-too-bright = แสง​บน​ใบหน้า​จ้า​เกินไป
remedy-too-bright = โปรด​หลบ​แสง​ที่​ส่อง​ตรง หรือ​ออกห่าง​จาก​หน้าต่าง
reason-covered = มี​สิ่ง​บัง​ใบหน้า​ของ​คุณ
remedy-covered = ถอด​หน้ากาก แว่นกันแดด หรือ​หมวก และ​วาง​มือ​ลง
reason-no-face-in-time = ไม่พบ​ใบหน้า​ภายใน​เวลา
remedy-no-face-in-time = นั่ง​หรือ​ยืน​หน้ากล้อง​ก่อน​เริ่ม
reason-time-out = การตรวจสอบ​ใช้เวลา​นาน​เกินไป
remedy-time-out = โปรด​ทำตาม​หน้าจอ​ทันที​ที่​มี​คำแนะนำ
reason-too-short = เห็น​ใบหน้า​ของ​คุณ​ไม่​นานพอ
remedy-too-short = โปรด​อยู่​หน้ากล้อง​จน​ตรวจสอบ​เสร็จ
reason-eyes-closed = คุณ​หลับตา​อยู่
remedy-eyes-closed = โปรด​ลืมตา​และ​มอง​ที่​หน้าจอ
reason-no-best-frame = ไม่มี​ภาพ​ที่​คมชัด​พอ
remedy-no-best-frame = อยู่​นิ่ง ๆ และ​มอง​ตรง​ที่​หน้าจอ
reason-not-comparable = เปรียบเทียบ​ใบหน้า​กับ​รูปถ่าย​ไม่ได้
remedy-not-comparable = มอง​ตรง​ที่​หน้าจอ ใน​แสง​สม่ำเสมอ
reason-light-unclear = ไม่เห็น​แสง​ของ​หน้าจอ​บน​ใบหน้า
remedy-light-unclear = โปรด​เข้า​ใกล้​หน้าจอ หรือ​หรี่ไฟ​ใน​ห้อง
reason-photo = ใช้​รูปถ่าย​สำหรับ​เปรียบเทียบ​ไม่ได้
remedy-photo = โปรด​ใช้​รูปถ่าย​ที่​ชัดเจน​และ​มี​ใบหน้า​เดียว
reason-service = ระบบ​ไม่รับ​การตรวจสอบ​นี้
remedy-service = โปรด​ลอง​อีกครั้ง หาก​ยัง​เกิดขึ้น โปรด​ติดต่อ​เจ้าหน้าที่

## Error pages

error-no-camera = ไม่พบ​กล้อง
remedy-no-camera = โปรด​ต่อ​กล้อง​แล้ว​ลอง​อีกครั้ง
error-camera-denied = ไม่ได้รับ​อนุญาต​ให้​ใช้​กล้อง
remedy-camera-denied = โปรด​อนุญาต​ให้​โปรแกรม​นี้​ใช้​กล้อง​ใน​การตั้งค่า​ความเป็นส่วนตัว
error-camera-busy = โปรแกรม​อื่น​กำลัง​ใช้​กล้อง
remedy-camera-busy = โปรด​ปิด​โปรแกรม​อื่น​ที่​ใช้​กล้อง
error-camera-unplugged = กล้อง​หยุด​ทำงาน
remedy-camera-unplugged = โปรด​ตรวจ​สาย​กล้อง​แล้ว​ลอง​อีกครั้ง
error-camera-black = ภาพ​จาก​กล้อง​มืดสนิท
remedy-camera-black = โปรด​เปิด​ฝาครอบ​กล้อง
error-camera-frozen = ภาพ​จาก​กล้อง​ค้าง
remedy-camera-frozen = ถอด​กล้อง เสียบ​ใหม่ แล้ว​ลอง​อีกครั้ง
error-camera-format = ใช้​กล้อง​นี้​ไม่ได้
remedy-camera-format = โปรด​ต่อ​กล้อง​ตัวอื่น
error-network = ติดต่อ​ระบบ​ไม่ได้
remedy-network = โปรด​ตรวจ​การเชื่อมต่อ​เครือข่าย​แล้ว​ลอง​อีกครั้ง
error-storage = บันทึก​วิดีโอ​ไม่ได้
remedy-storage = โปรด​เพิ่ม​พื้นที่​ว่าง​ใน​ดิสก์ หรือ​ติดต่อ​เจ้าหน้าที่
error-licence = ไม่มี​ใบอนุญาต​หรือ​ใบอนุญาต​หมดอายุ
error-models = โปรแกรม​ขาด​ส่วนประกอบ
error-light-data = ใช้​ลำดับ​แสง​ไม่ได้
error-settings = มี​การตั้งค่า​ที่​ใช้​ไม่ได้
error-inner = เกิด​ข้อผิดพลาด
remedy-staff = โปรด​ติดต่อ​เจ้าหน้าที่
error-focus = มี​หน้าต่าง​อื่น​ขึ้นมา​ด้านหน้า
remedy-focus = โปรด​อยู่​ใน​หน้าต่าง​นี้​จน​ตรวจสอบ​เสร็จ
error-cancelled = ยกเลิก​การตรวจสอบ​แล้ว
remedy-cancelled = คุณ​เริ่ม​ใหม่​ได้​ทุกเมื่อ
