## Window and buttons

app-title = Проверка лица
button-start = Начать
button-cancel = Отмена
button-retry = Повторить
button-close = Закрыть
button-agree = Продолжить
button-without-light = Продолжить без мигания
camera-picture = Изображение с камеры

## Guide page

guide-title = Подтвердите, что это вы
guide-intro = Посмотрите в камеру. Это займёт около десяти секунд.
guide-facing = Держите лицо в овале и смотрите на экран
guide-light = Ровный свет на лице, без яркого окна за спиной
guide-uncovered = Снимите маску, тёмные очки и шапку
guide-alone = В кадре должны быть только вы
guide-privacy = После проверки запись удаляется с этого устройства.
guide-privacy-kept = Запись сохраняется на этом устройстве.
guide-privacy-sent = Запись отправляется сервису, запросившему проверку.

## Page before the light

consent-title = Экран будет мигать цветами
consent-warning = У некоторых людей со светочувствительной эпилепсией мигающий свет может вызвать приступ. Если это может касаться вас или кого-то рядом, продолжите без мигания.
consent-warning-bound = У некоторых людей со светочувствительной эпилепсией мигающий свет может вызвать приступ. Если это может касаться вас или кого-то рядом, нажмите «Отмена».
consent-what = Около шести секунд весь экран будет менять цвет. Не двигайтесь и смотрите на экран.
consent-stop = Чтобы остановить мигание, коснитесь экрана или нажмите Esc.

## What is asked for

prompt-prepare = Камера включается
prompt-position = Поместите лицо в овал
prompt-hold-still = Не двигайтесь
prompt-blink = Закройте оба глаза и откройте
prompt-mouth = Широко откройте рот и закройте
prompt-nod = Медленно кивните
prompt-shake = Поверните голову в сторону и обратно
prompt-watch-light = Смотрите на экран и не двигайтесь
step-of = Шаг { $step } из { $total }
seconds-left = { $seconds ->
    [one] Осталась { $seconds } секунда
    [few] Осталось { $seconds } секунды
    [many] Осталось { $seconds } секунд
   *[other] Осталось { $seconds } секунды
}

## What can be mended at once

hint-no-face = В кадре никого нет
hint-many-faces = Только один человек
hint-closer = Подойдите ближе
hint-farther = Отойдите немного назад
hint-middle = Встаньте посередине
hint-cut-off = Поместите в овал всё лицо
hint-chin = Подбородок не попал в кадр
hint-too-dark = Слишком темно: добавьте свет спереди
hint-too-bright = Слишком яркий свет на лице
hint-backlight = Слишком ярко за спиной
hint-look-straight = Смотрите прямо на экран
hint-keep-still = Не шевелитесь
hint-camera-moves = Не двигайте камеру
hint-mouth-covered = Не закрывайте рот и нос
hint-open-eyes = Откройте глаза
hint-outshone = В помещении слишком светло: подойдите к экрану

## Waiting

wait-token = Подготовка
wait-analysing = Обработка результата
wait-uploading = Отправка
wait-result = Ожидание ответа

## Result page

result-pass-title = Готово
result-pass-live = Вы прошли проверку.
result-pass-same = Вы прошли проверку, лицо совпадает с фотографией.
result-fail-title = Проверка не пройдена
result-insufficient-title = Изображения недостаточно
attempts-left = { $attempts ->
    [one] Осталась { $attempts } попытка.
    [few] Осталось { $attempts } попытки.
    [many] Осталось { $attempts } попыток.
   *[other] Осталось { $attempts } попытки.
}
attempts-none = Попыток не осталось. Обратитесь, пожалуйста, к сотруднику.
error-code = Код { $code }

## Why, and what to do

reason-many-faces = В кадре было больше одного человека.
remedy-many-faces = Убедитесь, что перед камерой только вы.
reason-not-live = Не похоже, что перед камерой живой человек.
remedy-not-live = Покажите собственное лицо, а не снимок или экран, при ровном свете.
reason-still = На лице не было никакого движения.
remedy-still = Покажите собственное лицо, а не снимок, и моргайте как обычно.
reason-video = Изображение камеры шло не в реальном времени.
remedy-video = Используйте камеру этого устройства напрямую.
reason-face-changed = В кадре появилось другое лицо.
remedy-face-changed = Оставайтесь перед камерой от начала до конца.
reason-action-missing = Запрошенное движение не замечено.
remedy-action-missing = Выполняйте указание сразу, как оно появится.
reason-action-wrong = Замечено не то движение, которое требовалось.
remedy-action-wrong = Дождитесь указания и выполните только его.
reason-light-wrong = Цвета экрана не отразились на лице.
remedy-light-wrong = Повернитесь к экрану, чтобы его ничто не заслоняло.
reason-other-person = Лицо не совпадает с фотографией.
remedy-other-person = Снимите очки, смотрите прямо и проверьте, что на фотографии вы.
reason-placement = Лицо слишком мало было в нужном положении.
remedy-placement = Держите всё лицо в овале до конца проверки.
reason-too-dark = Лицо было слишком тёмным.
remedy-too-dark = Добавьте свет спереди.
reason-too-bright = Свет на лице был слишком ярким.
remedy-too-bright = Уйдите от прямого света или отойдите от окна.
reason-covered = Лицо было чем-то закрыто.
remedy-covered = Снимите маску, тёмные очки или шапку и опустите руки.
reason-no-face-in-time = Лицо не появилось вовремя.
remedy-no-face-in-time = Сядьте или встаньте перед камерой, прежде чем начать.
reason-time-out = Проверка длилась слишком долго.
remedy-time-out = Выполняйте указание сразу, как оно появится.
reason-too-short = Лицо было видно слишком мало времени.
remedy-too-short = Оставайтесь перед камерой до конца проверки.
reason-eyes-closed = Ваши глаза были закрыты.
remedy-eyes-closed = Держите глаза открытыми и смотрите на экран.
reason-no-best-frame = Ни один кадр не был достаточно чётким.
remedy-no-best-frame = Не двигайтесь и смотрите прямо на экран.
reason-not-comparable = Не удалось сравнить лицо с фотографией.
remedy-not-comparable = Смотрите прямо на экран при ровном свете.
reason-light-unclear = Свет экрана не был виден на лице.
remedy-light-unclear = Подойдите ближе к экрану или приглушите свет.
reason-photo = Фотография для сравнения непригодна.
remedy-photo = Нужна чёткая фотография одного лица.
reason-service = Сервис не принял проверку.
remedy-service = Попробуйте ещё раз. Если это повторится, обратитесь к сотруднику.

## Error pages

error-no-camera = Камера не найдена
remedy-no-camera = Подключите камеру и попробуйте ещё раз.
error-camera-denied = Нет доступа к камере
remedy-camera-denied = Разрешите программе доступ к камере в настройках конфиденциальности системы.
error-camera-busy = Камера занята другой программой
remedy-camera-busy = Закройте другие программы, использующие камеру.
error-camera-unplugged = Камера остановилась
remedy-camera-unplugged = Проверьте кабель и попробуйте ещё раз.
error-camera-black = Камера показывает чёрный экран
remedy-camera-black = Откройте крышку или шторку камеры.
error-camera-frozen = Изображение камеры застыло
remedy-camera-frozen = Отключите камеру, подключите снова и попробуйте ещё раз.
error-camera-format = Эту камеру использовать нельзя
remedy-camera-format = Подключите другую камеру.
error-network = Сервис недоступен
remedy-network = Проверьте подключение к сети и попробуйте ещё раз.
error-storage = Не удаётся сохранить запись
remedy-storage = Освободите место на диске или обратитесь к сотруднику.
error-licence = Лицензия отсутствует или истекла
error-models = Не хватает части программы
error-light-data = Световая последовательность непригодна
error-settings = Одна из настроек непригодна
error-inner = Что-то пошло не так
remedy-staff = Обратитесь, пожалуйста, к сотруднику.
error-focus = Впереди оказалось другое окно
remedy-focus = Оставайтесь в этом окне до конца проверки.
error-cancelled = Проверка отменена
remedy-cancelled = Вы можете начать снова в любое время.
