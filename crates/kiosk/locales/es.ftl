## Window and buttons

app-title = Verificación facial
button-start = Empezar
button-cancel = Cancelar
button-retry = Reintentar
button-close = Cerrar
button-agree = Continuar
button-without-light = Continuar sin luz parpadeante
camera-picture = Imagen de la cámara

## Guide page

guide-title = Confirme que es usted
guide-intro = Mire a la cámara. Tarda unos diez segundos.
guide-facing = Mantenga la cara en el óvalo y mire a la pantalla
guide-light = Luz uniforme en la cara, sin ventanas luminosas detrás
guide-uncovered = Quítese la mascarilla, las gafas de sol y el sombrero
guide-alone = Solo usted en la imagen
guide-privacy = La grabación se borra de este dispositivo al terminar la verificación.
guide-privacy-kept = La grabación se conserva en este dispositivo.
guide-privacy-sent = La grabación se envía al servicio que solicita esta verificación.

## Page before the light

consent-title = La pantalla parpadeará con colores
consent-warning = La luz parpadeante puede provocar crisis en algunas personas con epilepsia fotosensible. Si puede ser su caso o el de alguien cercano, continúe sin ella.
consent-warning-bound = La luz parpadeante puede provocar crisis en algunas personas con epilepsia fotosensible. Si puede ser su caso o el de alguien cercano, no continúe: pulse Cancelar.
consent-what = Durante unos seis segundos, toda la pantalla cambia de color. No se mueva y mire a la pantalla.
consent-stop = Para detener los colores, toque la pantalla o pulse Esc.

## What is asked for

prompt-prepare = Iniciando la cámara
prompt-position = Coloque la cara en el óvalo
prompt-hold-still = No se mueva
prompt-blink = Cierre los dos ojos y ábralos
prompt-mouth = Abra bien la boca y ciérrela
prompt-nod = Asienta despacio con la cabeza
prompt-shake = Gire la cabeza a un lado y vuelva
prompt-watch-light = Mire a la pantalla y no se mueva
step-of = Paso { $step } de { $total }
seconds-left = { $seconds ->
    [one] Queda { $seconds } segundo
    [many] Quedan { $seconds } de segundos
   *[other] Quedan { $seconds } segundos
}

## What can be mended at once

hint-no-face = No hay nadie en la imagen
hint-many-faces = Solo una persona, por favor
hint-closer = Acérquese
hint-farther = Retroceda un poco
hint-middle = Colóquese en el centro
hint-cut-off = Coloque toda la cara en el óvalo
hint-chin = No se le ve la barbilla
hint-too-dark = Muy oscuro: ilumine su cara de frente
hint-too-bright = Demasiada luz en su cara
hint-backlight = Demasiada luz detrás de usted
hint-look-straight = Mire de frente a la pantalla
hint-keep-still = Siga sin moverse
hint-camera-moves = No mueva la cámara
hint-mouth-covered = Destápese la boca y la nariz
hint-open-eyes = Abra los ojos
hint-outshone = La sala está muy iluminada: acérquese a la pantalla

## Waiting

wait-token = Preparando
wait-analysing = Analizando el resultado
wait-uploading = Enviando
wait-result = Esperando la respuesta

## Result page

result-pass-title = Listo
result-pass-live = Ha superado la verificación.
result-pass-same = Ha superado la verificación y su cara coincide con la foto.
result-fail-title = No ha superado la verificación
result-insufficient-title = Las imágenes no han sido suficientes
attempts-left = { $attempts ->
    [one] Le queda { $attempts } intento.
    [many] Le quedan { $attempts } de intentos.
   *[other] Le quedan { $attempts } intentos.
}
attempts-none = No quedan intentos. Consulte al personal, por favor.
error-code = Código { $code }

## Why, and what to do

reason-many-faces = Había más de una persona en la imagen.
remedy-many-faces = Asegúrese de que solo usted esté ante la cámara.
reason-not-live = No parecía haber una persona real ante la cámara.
remedy-not-live = Muestre su propia cara, no una foto ni una pantalla, con luz uniforme.
reason-still = No se movió nada en la cara.
remedy-still = Muestre su propia cara, no una foto, y parpadee con normalidad.
reason-video = La imagen de la cámara no era en directo.
remedy-video = Use directamente la cámara de este dispositivo.
reason-face-changed = Apareció otra cara en la imagen.
remedy-face-changed = Permanezca ante la cámara de principio a fin.
reason-action-missing = No se vio el movimiento solicitado.
remedy-action-missing = Siga la indicación en cuanto aparezca.
reason-action-wrong = Se vio un movimiento distinto del solicitado.
remedy-action-wrong = Espere la indicación y haga solo lo que se pide.
reason-light-wrong = No se vieron los colores de la pantalla en una cara.
remedy-light-wrong = Mire a la pantalla, sin nada entre usted y ella.
reason-other-person = La cara no coincide con la foto.
remedy-other-person = Quítese las gafas, mire al frente y compruebe que la foto es suya.
reason-placement = Su cara no estuvo bien colocada el tiempo suficiente.
remedy-placement = Mantenga toda la cara en el óvalo hasta que termine.
reason-too-dark = Su cara estaba demasiado oscura.
remedy-too-dark = Ilumine su cara de frente.
reason-too-bright = La luz en su cara era demasiado fuerte.
remedy-too-bright = Evite la luz directa o aléjese de la ventana.
reason-covered = Algo le cubría la cara.
remedy-covered = Quítese la mascarilla, las gafas de sol o el sombrero y baje las manos.
reason-no-face-in-time = No se vio ninguna cara a tiempo.
remedy-no-face-in-time = Siéntese o colóquese ante la cámara antes de empezar.
reason-time-out = La verificación duró demasiado.
remedy-time-out = Siga la indicación en cuanto aparezca.
reason-too-short = Su cara no se vio el tiempo suficiente.
remedy-too-short = Permanezca ante la cámara hasta que termine.
reason-eyes-closed = Tenía los ojos cerrados.
remedy-eyes-closed = Mantenga los ojos abiertos y mire a la pantalla.
reason-no-best-frame = Ninguna imagen era lo bastante nítida.
remedy-no-best-frame = No se mueva y mire de frente a la pantalla.
reason-not-comparable = No se pudo comparar su cara con la foto.
remedy-not-comparable = Mire de frente a la pantalla, con luz uniforme.
reason-light-unclear = No se vio la luz de la pantalla en su cara.
remedy-light-unclear = Acérquese a la pantalla o reduzca la luz de la sala.
reason-photo = La foto de comparación no se puede usar.
remedy-photo = Use una foto nítida de una sola cara.
reason-service = El servicio no aceptó la verificación.
remedy-service = Inténtelo de nuevo. Si vuelve a ocurrir, consulte al personal.

## Error pages

error-no-camera = No se ha encontrado ninguna cámara
remedy-no-camera = Conecte una cámara e inténtelo de nuevo.
error-camera-denied = No hay permiso para usar la cámara
remedy-camera-denied = Permita que este programa use la cámara en los ajustes de privacidad del sistema.
error-camera-busy = Otro programa está usando la cámara
remedy-camera-busy = Cierre los demás programas que usan la cámara.
error-camera-unplugged = La cámara se ha detenido
remedy-camera-unplugged = Compruebe el cable e inténtelo de nuevo.
error-camera-black = La imagen de la cámara se ve negra
remedy-camera-black = Abra la tapa de la cámara.
error-camera-frozen = La imagen de la cámara está congelada
remedy-camera-frozen = Desconecte la cámara, conéctela e inténtelo de nuevo.
error-camera-format = Esta cámara no se puede usar
remedy-camera-format = Conecte otra cámara.
error-network = No se puede conectar con el servicio
remedy-network = Compruebe la conexión de red e inténtelo de nuevo.
error-storage = No se puede guardar la grabación
remedy-storage = Libere espacio en el disco o consulte al personal.
error-licence = La licencia falta o ha caducado
error-models = Falta una parte del programa
error-light-data = La secuencia de luz no se puede usar
error-settings = Hay un ajuste que no se puede usar
error-inner = Algo ha fallado
remedy-staff = Consulte al personal, por favor.
error-focus = Otra ventana ha pasado al frente
remedy-focus = Permanezca en esta ventana hasta que termine.
error-cancelled = La verificación se ha cancelado
remedy-cancelled = Puede volver a empezar cuando quiera.
