## Window and buttons

app-title = Gesichtsprüfung
button-start = Starten
button-cancel = Abbrechen
button-retry = Erneut versuchen
button-close = Schließen
button-agree = Weiter
button-without-light = Ohne Lichtblitze fortfahren
camera-picture = Bild der Kamera

## Guide page

guide-title = Bestätigen Sie, dass Sie es sind
guide-intro = Blicken Sie in die Kamera. Es dauert etwa zehn Sekunden.
guide-facing = Gesicht im Oval halten und auf den Bildschirm sehen
guide-light = Gleichmäßiges Licht im Gesicht, kein helles Fenster hinter Ihnen
guide-uncovered = Maske, Sonnenbrille und Hut abnehmen
guide-alone = Nur Sie im Bild
guide-privacy = Die Aufnahme wird nach der Prüfung von diesem Gerät gelöscht.
guide-privacy-kept = Die Aufnahme bleibt auf diesem Gerät gespeichert.
guide-privacy-sent = Die Aufnahme wird an den Dienst gesendet, der die Prüfung verlangt.

## Page before the light

consent-title = Der Bildschirm blinkt farbig
consent-warning = Bei manchen Menschen mit lichtempfindlicher Epilepsie kann blinkendes Licht einen Anfall auslösen. Wenn das auf Sie oder jemanden in Ihrer Nähe zutreffen könnte, fahren Sie ohne Lichtblitze fort.
consent-warning-bound = Bei manchen Menschen mit lichtempfindlicher Epilepsie kann blinkendes Licht einen Anfall auslösen. Wenn das auf Sie oder jemanden in Ihrer Nähe zutreffen könnte, brechen Sie bitte ab.
consent-what = Etwa sechs Sekunden lang wechselt der ganze Bildschirm die Farbe. Halten Sie still und sehen Sie auf den Bildschirm.
consent-stop = Um die Farben zu stoppen, berühren Sie den Bildschirm oder drücken Sie Esc.

## What is asked for

prompt-prepare = Kamera wird gestartet
prompt-position = Gesicht ins Oval bringen
prompt-hold-still = Bitte stillhalten
prompt-blink = Beide Augen schließen, dann öffnen
prompt-mouth = Mund weit öffnen, dann schließen
prompt-nod = Langsam nicken
prompt-shake = Kopf zur Seite drehen und zurück
prompt-watch-light = Auf den Bildschirm sehen und stillhalten
step-of = Schritt { $step } von { $total }
seconds-left = { $seconds ->
    [one] Noch { $seconds } Sekunde
   *[other] Noch { $seconds } Sekunden
}

## What can be mended at once

hint-no-face = Niemand ist im Bild
hint-many-faces = Bitte nur eine Person
hint-closer = Bitte näher kommen
hint-farther = Bitte etwas zurückgehen
hint-middle = Bitte in die Mitte rücken
hint-cut-off = Das ganze Gesicht ins Oval bringen
hint-chin = Ihr Kinn ist nicht im Bild
hint-too-dark = Zu dunkel: Bitte Licht von vorn
hint-too-bright = Zu viel Licht im Gesicht
hint-backlight = Hinter Ihnen ist es zu hell
hint-look-straight = Gerade auf den Bildschirm sehen
hint-keep-still = Ruhig bleiben
hint-camera-moves = Kamera nicht bewegen
hint-mouth-covered = Mund und Nase frei machen
hint-open-eyes = Augen öffnen
hint-outshone = Der Raum ist zu hell: Bitte näher an den Bildschirm

## Waiting

wait-token = Wird vorbereitet
wait-analysing = Ergebnis wird ausgewertet
wait-uploading = Wird gesendet
wait-result = Warten auf Antwort

## Result page

result-pass-title = Fertig
result-pass-live = Sie haben die Prüfung bestanden.
result-pass-same = Sie haben die Prüfung bestanden, und Ihr Gesicht stimmt mit dem Foto überein.
result-fail-title = Prüfung nicht bestanden
result-insufficient-title = Es war nicht genug zu erkennen
attempts-left = { $attempts ->
    [one] Sie haben noch { $attempts } Versuch.
   *[other] Sie haben noch { $attempts } Versuche.
}
attempts-none = Keine Versuche mehr übrig. Bitte wenden Sie sich an das Personal.
error-code = Code { $code }

## Why, and what to do

reason-many-faces = Es war mehr als eine Person im Bild.
remedy-many-faces = Achten Sie darauf, dass nur Sie vor der Kamera sind.
reason-not-live = Das sah nicht nach einem Menschen vor der Kamera aus.
remedy-not-live = Zeigen Sie bei gleichmäßigem Licht Ihr eigenes Gesicht, kein Bild und keinen Bildschirm.
reason-still = Im Gesicht hat sich nichts bewegt.
remedy-still = Zeigen Sie Ihr eigenes Gesicht, kein Bild, und blinzeln Sie wie gewohnt.
reason-video = Das Kamerabild war nicht live.
remedy-video = Verwenden Sie die Kamera dieses Geräts direkt.
reason-face-changed = Ein anderes Gesicht kam ins Bild.
remedy-face-changed = Bleiben Sie von Anfang bis Ende vor der Kamera.
reason-action-missing = Die verlangte Bewegung war nicht zu sehen.
remedy-action-missing = Folgen Sie der Anweisung, sobald sie erscheint.
reason-action-wrong = Es war eine andere Bewegung zu sehen als verlangt.
remedy-action-wrong = Warten Sie auf die Anweisung und tun Sie nur, was sie verlangt.
reason-light-wrong = Die Farben des Bildschirms waren auf keinem Gesicht zu sehen.
remedy-light-wrong = Wenden Sie sich dem Bildschirm zu, ohne etwas dazwischen.
reason-other-person = Das Gesicht stimmt nicht mit dem Foto überein.
remedy-other-person = Nehmen Sie die Brille ab, sehen Sie geradeaus und prüfen Sie, ob das Foto Sie zeigt.
reason-placement = Ihr Gesicht war nicht lange genug richtig im Bild.
remedy-placement = Halten Sie das ganze Gesicht bis zum Ende der Prüfung im Oval.
reason-too-dark = Ihr Gesicht war zu dunkel.
remedy-too-dark = Sorgen Sie für Licht von vorn.
reason-too-bright = Das Licht in Ihrem Gesicht war zu stark.
remedy-too-bright = Gehen Sie aus dem direkten Licht oder weg vom Fenster.
reason-covered = Etwas hat Ihr Gesicht verdeckt.
remedy-covered = Nehmen Sie Maske, Sonnenbrille oder Hut ab und lassen Sie die Hände unten.
reason-no-face-in-time = Es war nicht rechtzeitig ein Gesicht zu sehen.
remedy-no-face-in-time = Setzen oder stellen Sie sich vor die Kamera, bevor Sie starten.
reason-time-out = Die Prüfung hat zu lange gedauert.
remedy-time-out = Folgen Sie der Anweisung, sobald sie erscheint.
reason-too-short = Ihr Gesicht war nicht lange genug zu sehen.
remedy-too-short = Bleiben Sie bis zum Ende der Prüfung vor der Kamera.
reason-eyes-closed = Ihre Augen waren geschlossen.
remedy-eyes-closed = Halten Sie die Augen offen und sehen Sie auf den Bildschirm.
reason-no-best-frame = Kein Bild war scharf genug.
remedy-no-best-frame = Halten Sie still und sehen Sie gerade auf den Bildschirm.
reason-not-comparable = Ihr Gesicht konnte nicht mit dem Foto verglichen werden.
remedy-not-comparable = Sehen Sie bei gleichmäßigem Licht gerade auf den Bildschirm.
reason-light-unclear = Das Licht des Bildschirms war auf Ihrem Gesicht nicht zu sehen.
remedy-light-unclear = Kommen Sie näher an den Bildschirm oder dunkeln Sie den Raum ab.
reason-photo = Das Vergleichsfoto ist nicht verwendbar.
remedy-photo = Bitte verwenden Sie ein deutliches Foto mit nur einem Gesicht.
reason-service = Der Dienst hat die Prüfung nicht angenommen.
remedy-service = Versuchen Sie es erneut. Wenn es wieder geschieht, wenden Sie sich an das Personal.

## Error pages

error-no-camera = Keine Kamera gefunden
remedy-no-camera = Schließen Sie eine Kamera an und versuchen Sie es erneut.
error-camera-denied = Kein Zugriff auf die Kamera
remedy-camera-denied = Erlauben Sie diesem Programm die Kamera in den Datenschutzeinstellungen des Systems.
error-camera-busy = Ein anderes Programm nutzt die Kamera
remedy-camera-busy = Schließen Sie andere Programme, die die Kamera nutzen.
error-camera-unplugged = Die Kamera hat angehalten
remedy-camera-unplugged = Prüfen Sie das Kabel und versuchen Sie es erneut.
error-camera-black = Das Kamerabild ist schwarz
remedy-camera-black = Öffnen Sie die Abdeckung der Kamera.
error-camera-frozen = Das Kamerabild steht still
remedy-camera-frozen = Ziehen Sie die Kamera ab, stecken Sie sie wieder ein und versuchen Sie es erneut.
error-camera-format = Diese Kamera ist nicht verwendbar
remedy-camera-format = Schließen Sie eine andere Kamera an.
error-network = Der Dienst ist nicht erreichbar
remedy-network = Prüfen Sie die Netzwerkverbindung und versuchen Sie es erneut.
error-storage = Die Aufnahme lässt sich nicht speichern
remedy-storage = Schaffen Sie Speicherplatz oder wenden Sie sich an das Personal.
error-licence = Die Lizenz fehlt oder ist abgelaufen
error-models = Ein Teil des Programms fehlt
error-light-data = Die Lichtfolge ist nicht verwendbar
error-settings = Eine Einstellung ist nicht verwendbar
error-inner = Etwas ist schiefgegangen
remedy-staff = Bitte wenden Sie sich an das Personal.
error-focus = Ein anderes Fenster kam nach vorn
remedy-focus = Bleiben Sie bis zum Ende der Prüfung in diesem Fenster.
error-cancelled = Die Prüfung wurde abgebrochen
remedy-cancelled = Sie können jederzeit neu beginnen.
