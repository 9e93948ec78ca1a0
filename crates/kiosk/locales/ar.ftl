## Window and buttons

app-title = التحقق من الوجه
button-start = ابدأ
button-cancel = إلغاء
button-retry = إعادة المحاولة
button-close = إغلاق
button-agree = متابعة
button-without-light = المتابعة دون ضوء وامض
camera-picture = صورة الكاميرا

## Guide page

guide-title = أكّد أنك صاحب الهوية
guide-intro = انظر إلى الكاميرا. يستغرق ذلك نحو عشر ثوانٍ.
guide-facing = أبقِ وجهك داخل الإطار البيضاوي وانظر إلى الشاشة
guide-light = إضاءة متساوية على الوجه، دون نافذة ساطعة خلفك
guide-uncovered = انزع الكمامة والنظارة الشمسية والقبعة
guide-alone = أنت وحدك في الصورة
guide-privacy = يُحذف التسجيل من هذا الجهاز بعد انتهاء التحقق.
guide-privacy-kept = يُحفظ التسجيل على هذا الجهاز.
guide-privacy-sent = يُرسل التسجيل إلى الجهة التي طلبت هذا التحقق.

## Page before the light

consent-title = ستومض الشاشة بألوان مختلفة
consent-warning = قد يسبب الضوء الوامض نوبة لدى بعض المصابين بالصرع الحساس للضوء. إذا كان ذلك قد يخصك أو يخص شخصًا بقربك، فتابع دون ضوء وامض.
consent-warning-bound = قد يسبب الضوء الوامض نوبة لدى بعض المصابين بالصرع الحساس للضوء. إذا كان ذلك قد يخصك أو يخص شخصًا بقربك، فلا تتابع واضغط على «إلغاء».
consent-what = تتغير ألوان الشاشة كلها نحو ست ثوانٍ. اثبت وانظر إلى الشاشة.
consent-stop = لإيقاف الألوان، المس الشاشة أو اضغط على Esc.

## What is asked for

prompt-prepare = جارٍ تشغيل الكاميرا
prompt-position = ضع وجهك داخل الإطار البيضاوي
prompt-hold-still = اثبت في مكانك
prompt-blink = أغمض عينيك ثم افتحهما
prompt-mouth = افتح فمك جيدًا ثم أغلقه
prompt-nod = أومئ برأسك ببطء
prompt-shake = أدر رأسك إلى جانب ثم أعده
prompt-watch-light = انظر إلى الشاشة واثبت
step-of = الخطوة { $step } من { $total }
seconds-left = { $seconds ->
    [zero] بقيت { $seconds } ثانية
    [one] بقيت ثانية واحدة
    [two] بقيت ثانيتان
    [few] بقيت { $seconds } ثوانٍ
    [many] بقيت { $seconds } ثانية
   *[other] بقيت { $seconds } ثانية
}

## What can be mended at once

hint-no-face = لا أحد في الصورة
hint-many-faces = شخص واحد فقط
hint-closer = اقترب قليلًا
hint-farther = ابتعد قليلًا
hint-middle = تحرك إلى الوسط
hint-cut-off = ضع وجهك كاملًا داخل الإطار
hint-chin = ذقنك خارج الصورة
hint-too-dark = الإضاءة ضعيفة: أضف ضوءًا أمامك
hint-too-bright = الضوء على وجهك قوي جدًا
hint-backlight = الضوء خلفك قوي جدًا
hint-look-straight = انظر مباشرة إلى الشاشة
hint-keep-still = لا تتحرك
hint-camera-moves = لا تحرك الكاميرا
hint-mouth-covered = اكشف فمك وأنفك
hint-open-eyes = افتح عينيك
hint-outshone = المكان شديد الإضاءة: اقترب من الشاشة

## Waiting

wait-token = جارٍ التحضير
wait-analysing = جارٍ تحليل النتيجة
wait-uploading = جارٍ الإرسال
wait-result = في انتظار الرد

## Result page

result-pass-title = تم بنجاح
result-pass-live = لقد اجتزت التحقق.
result-pass-same = لقد اجتزت التحقق، ووجهك مطابق للصورة.
result-fail-title = لم ينجح التحقق
result-insufficient-title = لم تكن الصورة كافية
attempts-left = { $attempts ->
    [zero] يمكنك المحاولة { $attempts } مرة أخرى.
    [one] يمكنك المحاولة مرة أخرى.
    [two] يمكنك المحاولة مرتين أخريين.
    [few] يمكنك المحاولة { $attempts } مرات أخرى.
    [many] يمكنك المحاولة { $attempts } مرة أخرى.
   *[other] يمكنك المحاولة { $attempts } مرة أخرى.
}
attempts-none = لم تبقَ محاولات. يُرجى مراجعة أحد الموظفين.
error-code = الرمز { $code }

## Why, and what to do

reason-many-faces = ظهر أكثر من شخص في الصورة.
remedy-many-faces = تأكد من أنك وحدك أمام الكاميرا.
reason-not-live = لم يبدُ أن أمام الكاميرا شخصًا حقيقيًا.
remedy-not-live = أظهر وجهك الحقيقي، لا صورة ولا شاشة، في إضاءة متساوية.
reason-still = لم يتحرك شيء في الوجه.
remedy-still = أظهر وجهك الحقيقي، لا صورة، وارمش كالمعتاد.
reason-video = لم تكن صورة الكاميرا مباشرة.
remedy-video = استخدم كاميرا هذا الجهاز مباشرة.
reason-face-changed = ظهر وجه آخر في الصورة.
remedy-face-changed = ابقَ أمام الكاميرا من البداية إلى النهاية.
reason-action-missing = لم تُرصد الحركة المطلوبة.
remedy-action-missing = نفّذ ما تطلبه الشاشة فور ظهوره.
reason-action-wrong = رُصدت حركة غير المطلوبة.
remedy-action-wrong = انتظر الشاشة ثم نفّذ ما تطلبه فقط.
reason-light-wrong = لم تنعكس ألوان الشاشة على وجه.
remedy-light-wrong = واجه الشاشة دون أي شيء بينك وبينها.
reason-other-person = الوجه غير مطابق للصورة.
remedy-other-person = انزع النظارة وانظر أمامك، وتأكد من أن الصورة لك.
reason-placement = لم يبقَ وجهك في المكان الصحيح مدة كافية.
remedy-placement = أبقِ وجهك كاملًا داخل الإطار حتى انتهاء التحقق.
reason-too-dark = كان وجهك معتمًا جدًا.
remedy-too-dark = أضف ضوءًا أمامك.
reason-too-bright = كان الضوء على وجهك قويًا جدًا.
remedy-too-bright = ابتعد عن الضوء المباشر أو عن النافذة.
reason-covered = غطى شيء وجهك.
remedy-covered = انزع الكمامة أو النظارة الشمسية أو القبعة، وأنزل يديك.
reason-no-face-in-time = لم يظهر وجه في الوقت المحدد.
remedy-no-face-in-time = اجلس أو قف أمام الكاميرا قبل أن تبدأ.
reason-time-out = استغرق التحقق وقتًا طويلًا.
remedy-time-out = نفّذ ما تطلبه الشاشة فور ظهوره.
reason-too-short = لم يظهر وجهك مدة كافية.
remedy-too-short = ابقَ أمام الكاميرا حتى انتهاء التحقق.
reason-eyes-closed = كانت عيناك مغمضتين.
remedy-eyes-closed = أبقِ عينيك مفتوحتين وانظر إلى الشاشة.
reason-no-best-frame = لم تكن أي صورة واضحة بما يكفي.
remedy-no-best-frame = اثبت وانظر مباشرة إلى الشاشة.
reason-not-comparable = تعذرت مقارنة وجهك بالصورة.
remedy-not-comparable = انظر مباشرة إلى الشاشة في إضاءة متساوية.
reason-light-unclear = لم يظهر ضوء الشاشة على وجهك.
remedy-light-unclear = اقترب من الشاشة أو خفّف إضاءة المكان.
reason-photo = لا يمكن استخدام صورة المقارنة.
remedy-photo = استخدم صورة واضحة لوجه واحد.
reason-service = لم تقبل الخدمة هذا التحقق.
remedy-service = حاول مجددًا. إذا تكرر ذلك فراجع أحد الموظفين.

## Error pages

error-no-camera = لم يُعثر على كاميرا
remedy-no-camera = صِل كاميرا وحاول مجددًا.
error-camera-denied = لا يُسمح باستخدام الكاميرا
remedy-camera-denied = اسمح لهذا البرنامج باستخدام الكاميرا في إعدادات الخصوصية.
error-camera-busy = برنامج آخر يستخدم الكاميرا
remedy-camera-busy = أغلق البرامج الأخرى التي تستخدم الكاميرا.
error-camera-unplugged = توقفت الكاميرا
remedy-camera-unplugged = افحص سلكها وحاول مجددًا.
error-camera-black = صورة الكاميرا سوداء
remedy-camera-black = افتح غطاء الكاميرا.
error-camera-frozen = صورة الكاميرا متجمدة
remedy-camera-frozen = افصل الكاميرا ثم صِلها وحاول مجددًا.
error-camera-format = لا يمكن استخدام هذه الكاميرا
remedy-camera-format = صِل كاميرا أخرى.
error-network = تعذر الوصول إلى الخدمة
remedy-network = تحقق من الاتصال بالشبكة وحاول مجددًا.
error-storage = تعذر حفظ التسجيل
remedy-storage = أفرغ مساحة على القرص أو راجع أحد الموظفين.
error-licence = الترخيص مفقود أو منتهٍ
error-models = جزء من البرنامج مفقود
error-light-data = لا يمكن استخدام تسلسل الضوء
error-settings = لا يمكن استخدام أحد الإعدادات
error-inner = حدث خطأ ما
remedy-staff = يُرجى مراجعة أحد الموظفين.
error-focus = ظهرت نافذة أخرى في المقدمة
remedy-focus = ابقَ في هذه النافذة حتى انتهاء التحقق.
error-cancelled = أُلغي التحقق
remedy-cancelled = يمكنك البدء من جديد في أي وقت.
