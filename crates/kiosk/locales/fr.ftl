## Window and buttons

app-title = Contrôle du visage
button-start = Commencer
button-cancel = Annuler
button-retry = Réessayer
button-close = Fermer
button-agree = Continuer
button-without-light = Continuer sans lumière clignotante
camera-picture = Image de la caméra

## Guide page

guide-title = Confirmez que c’est bien vous
guide-intro = Regardez la caméra. Cela prend une dizaine de secondes.
guide-facing = Gardez le visage dans l’ovale et regardez l’écran
guide-light = Lumière uniforme sur le visage, pas de fenêtre claire derrière vous
guide-uncovered = Retirez masque, lunettes de soleil et chapeau
guide-alone = Personne d’autre que vous à l’image
guide-privacy = L’enregistrement est effacé de cet appareil à la fin du contrôle.
guide-privacy-kept = L’enregistrement est conservé sur cet appareil.
guide-privacy-sent = L’enregistrement est envoyé au service qui demande ce contrôle.

## Page before the light

consent-title = L’écran va clignoter en couleurs
consent-warning = Chez certaines personnes atteintes d’épilepsie photosensible, une lumière clignotante peut provoquer une crise. Si cela peut vous concerner, vous ou une personne près de vous, continuez sans lumière clignotante.
consent-warning-bound = Chez certaines personnes atteintes d’épilepsie photosensible, une lumière clignotante peut provoquer une crise. Si cela peut vous concerner, vous ou une personne près de vous, ne continuez pas et annulez.
consent-what = Pendant environ six secondes, tout l’écran change de couleur. Ne bougez pas et regardez l’écran.
consent-stop = Pour arrêter les couleurs, touchez l’écran ou appuyez sur Échap.

## What is asked for

prompt-prepare = Démarrage de la caméra
prompt-position = Placez votre visage dans l’ovale
prompt-hold-still = Ne bougez plus
prompt-blink = Fermez les deux yeux, puis ouvrez-les
prompt-mouth = Ouvrez grand la bouche, puis fermez-la
prompt-nod = Hochez lentement la tête
prompt-shake = Tournez la tête sur un côté, puis revenez
prompt-watch-light = Regardez l’écran et ne bougez plus
step-of = Étape { $step } sur { $total }
seconds-left = { $seconds ->
    [one] { $seconds } seconde restante
    [many] { $seconds } de secondes restantes
   *[other] { $seconds } secondes restantes
}

## What can be mended at once

hint-no-face = Personne n’est visible
hint-many-faces = Une seule personne, s’il vous plaît
hint-closer = Approchez-vous
hint-farther = Reculez un peu
hint-middle = Placez-vous au milieu
hint-cut-off = Placez tout le visage dans l’ovale
hint-chin = Votre menton n’est pas visible
hint-too-dark = Trop sombre : éclairez votre visage de face
hint-too-bright = Trop de lumière sur votre visage
hint-backlight = Trop de lumière derrière vous
hint-look-straight = Regardez l’écran bien en face
hint-keep-still = Restez immobile
hint-camera-moves = Ne déplacez pas la caméra
hint-mouth-covered = Découvrez la bouche et le nez
hint-open-eyes = Ouvrez les yeux
hint-outshone = La pièce est trop claire : approchez-vous de l’écran

## Waiting

wait-token = Préparation
wait-analysing = Analyse du résultat
wait-uploading = Envoi en cours
wait-result = En attente de la réponse

## Result page

result-pass-title = C’est terminé
result-pass-live = Le contrôle est réussi.
result-pass-same = Le contrôle est réussi et votre visage correspond à la photo.
result-fail-title = Le contrôle a échoué
result-insufficient-title = Les images ne suffisent pas
attempts-left = { $attempts ->
    [one] Il vous reste { $attempts } essai.
    [many] Il vous reste { $attempts } d’essais.
   *[other] Il vous reste { $attempts } essais.
}
attempts-none = Il ne reste plus d’essai. Veuillez vous adresser au personnel.
error-code = Code { $code }

## Why, and what to do

reason-many-faces = Plusieurs personnes étaient visibles.
remedy-many-faces = Assurez-vous qu’il n’y a que vous devant la caméra.
reason-not-live = L’image ne semblait pas être celle d’une personne devant la caméra.
remedy-not-live = Montrez votre propre visage, et non une photo ou un écran, sous une lumière uniforme.
reason-still = Rien n’a bougé sur le visage.
remedy-still = Montrez votre propre visage, et non une photo, et clignez des yeux normalement.
reason-video = L’image de la caméra n’était pas en direct.
remedy-video = Utilisez directement la caméra de cet appareil.
reason-face-changed = Un autre visage est apparu.
remedy-face-changed = Restez devant la caméra du début à la fin.
reason-action-missing = Le mouvement demandé n’a pas été vu.
remedy-action-missing = Suivez la consigne dès qu’elle s’affiche.
reason-action-wrong = Le mouvement vu n’était pas celui demandé.
remedy-action-wrong = Attendez la consigne, puis faites seulement ce qu’elle demande.
reason-light-wrong = Les couleurs de l’écran n’ont pas été vues sur un visage.
remedy-light-wrong = Faites face à l’écran, sans rien entre vous et lui.
reason-other-person = Le visage ne correspond pas à la photo.
remedy-other-person = Retirez vos lunettes, regardez droit devant vous et vérifiez que la photo est la vôtre.
reason-placement = Votre visage n’est pas resté bien placé assez longtemps.
remedy-placement = Gardez tout le visage dans l’ovale jusqu’à la fin du contrôle.
reason-too-dark = Votre visage était trop sombre.
remedy-too-dark = Éclairez votre visage de face.
reason-too-bright = La lumière sur votre visage était trop forte.
remedy-too-bright = Évitez la lumière directe ou éloignez-vous de la fenêtre.
reason-covered = Quelque chose cachait votre visage.
remedy-covered = Retirez masque, lunettes de soleil ou chapeau et gardez les mains baissées.
reason-no-face-in-time = Aucun visage n’a été vu à temps.
remedy-no-face-in-time = Placez-vous devant la caméra avant de commencer.
reason-time-out = Le contrôle a duré trop longtemps.
remedy-time-out = Suivez la consigne dès qu’elle s’affiche.
reason-too-short = Votre visage n’a pas été vu assez longtemps.
remedy-too-short = Restez devant la caméra jusqu’à la fin du contrôle.
reason-eyes-closed = Vos yeux étaient fermés.
remedy-eyes-closed = Gardez les yeux ouverts et regardez l’écran.
reason-no-best-frame = Aucune image n’était assez nette.
remedy-no-best-frame = Ne bougez pas et regardez l’écran bien en face.
reason-not-comparable = Votre visage n’a pas pu être comparé à la photo.
remedy-not-comparable = Regardez l’écran bien en face, sous une lumière uniforme.
reason-light-unclear = La lumière de l’écran ne se voyait pas sur votre visage.
remedy-light-unclear = Approchez-vous de l’écran ou baissez la lumière de la pièce.
reason-photo = La photo de comparaison est inutilisable.
remedy-photo = Utilisez une photo nette d’un seul visage.
reason-service = Le service n’a pas accepté le contrôle.
remedy-service = Réessayez. Si cela se reproduit, adressez-vous au personnel.

## Error pages

error-no-camera = Aucune caméra trouvée
remedy-no-camera = Branchez une caméra et réessayez.
error-camera-denied = L’accès à la caméra est refusé
remedy-camera-denied = Autorisez ce programme à utiliser la caméra dans les réglages de confidentialité du système.
error-camera-busy = Un autre programme utilise la caméra
remedy-camera-busy = Fermez les autres programmes qui utilisent la caméra.
error-camera-unplugged = La caméra s’est arrêtée
remedy-camera-unplugged = Vérifiez son câble et réessayez.
error-camera-black = L’image de la caméra est noire
remedy-camera-black = Ouvrez son cache ou son obturateur.
error-camera-frozen = L’image de la caméra est figée
remedy-camera-frozen = Débranchez la caméra, rebranchez-la et réessayez.
error-camera-format = Cette caméra est inutilisable
remedy-camera-format = Branchez une autre caméra.
error-network = Le service est injoignable
remedy-network = Vérifiez la connexion au réseau et réessayez.
error-storage = L’enregistrement ne peut pas être écrit
remedy-storage = Libérez de l’espace disque ou adressez-vous au personnel.
error-licence = La licence est absente ou expirée
error-models = Une partie du programme est absente
error-light-data = La séquence lumineuse est inutilisable
error-settings = Un réglage est inutilisable
error-inner = Un problème est survenu
remedy-staff = Veuillez vous adresser au personnel.
error-focus = Une autre fenêtre est passée devant
remedy-focus = Restez dans cette fenêtre jusqu’à la fin du contrôle.
error-cancelled = Le contrôle a été annulé
remedy-cancelled = Vous pouvez recommencer à tout moment.
