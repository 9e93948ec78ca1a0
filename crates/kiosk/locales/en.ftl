# The words of the kiosk. Every file here has the same messages and the same variables; a test compares them.
# Address the person politely and briefly: one instruction at a time, read from a metre away by somebody in a hurry.

## Window and buttons

app-title = Face check
button-start = Start
button-cancel = Cancel
button-retry = Try again
button-close = Close
button-agree = Continue
button-without-light = Continue without flashing light
camera-picture = Picture of the camera

## Guide page

guide-title = Check that you are you
guide-intro = Look into the camera. It takes about ten seconds.
guide-facing = Keep your face in the oval and look at the screen
guide-light = Even light on your face, no bright window behind you
guide-uncovered = Take off mask, sunglasses and hat
guide-alone = Only you in the picture
guide-privacy = The recording is deleted from this device when the check is over.
guide-privacy-kept = The recording is kept on this device.
guide-privacy-sent = The recording is sent to the service that asked for this check.

## Page before the light

consent-title = The screen will flash colours
consent-warning = Some people with photosensitive epilepsy can have a seizure from flashing light. If that may concern you or somebody near you, continue without it.
consent-warning-bound = Some people with photosensitive epilepsy can have a seizure from flashing light. If that may concern you or somebody near you, do not go on: press Cancel.
consent-what = For about six seconds the whole screen shows changing colours. Hold still and look at the screen.
consent-stop = To stop the colours, touch the screen or press Esc.

## What is asked for

prompt-prepare = Starting the camera
prompt-position = Put your face in the oval
prompt-hold-still = Hold still
prompt-blink = Close both eyes, then open them
prompt-mouth = Open your mouth wide, then close it
prompt-nod = Nod slowly
prompt-shake = Turn your head to one side and back
prompt-watch-light = Look at the screen and hold still
step-of = Step { $step } of { $total }
seconds-left = { $seconds ->
    [one] { $seconds } second left
   *[other] { $seconds } seconds left
}

## What can be mended at once

hint-no-face = Nobody is in the picture
hint-many-faces = One person only
hint-closer = Come closer
hint-farther = Move back a little
hint-middle = Move to the middle
hint-cut-off = Move your whole face into the oval
hint-chin = Your chin is not in the picture
hint-too-dark = Too dark: add light in front of you
hint-too-bright = Too much light on your face
hint-backlight = Too bright behind you
hint-look-straight = Look straight at the screen
hint-keep-still = Keep still
hint-camera-moves = Do not move the camera
hint-mouth-covered = Uncover your mouth and nose
hint-open-eyes = Open your eyes
hint-outshone = The room is too bright for the screen: come nearer

## Waiting

wait-token = Getting ready
wait-analysing = Looking at the result
wait-uploading = Sending
wait-result = Waiting for the answer

## Result page

result-pass-title = All done
result-pass-live = You passed the check.
result-pass-same = You passed the check, and your face matches the photo.
result-fail-title = The check did not pass
result-insufficient-title = There was not enough to see
attempts-left = { $attempts ->
    [one] You can try once more.
   *[other] You can try { $attempts } more times.
}
attempts-none = There are no attempts left. Please ask a member of staff.
error-code = Code { $code }

## Why, and what to do

reason-many-faces = More than one person was in the picture.
remedy-many-faces = Make sure that only you are in front of the camera.
reason-not-live = This did not look like a person in front of the camera.
remedy-not-live = Show your own face, not a picture or a screen, in even light.
reason-still = Nothing in the face moved.
remedy-still = Show your own face, not a picture, and blink as usual.
reason-video = The camera's picture did not come live.
remedy-video = Use the camera of this device directly.
reason-face-changed = Another face came into the picture.
remedy-face-changed = Stay in front of the camera from beginning to end.
reason-action-missing = The movement that was asked for was not seen.
remedy-action-missing = Do what the screen asks as soon as it asks.
reason-action-wrong = Another movement was seen than the one asked for.
remedy-action-wrong = Wait for the screen, then do only what it asks.
reason-light-wrong = The screen's colours did not come back from a face.
remedy-light-wrong = Face the screen, without anything between you and it.
reason-other-person = The face does not match the photo.
remedy-other-person = Take off glasses, look straight ahead, and check that the photo is yours.
reason-placement = Your face was not placed well for long enough.
remedy-placement = Keep your whole face in the oval until the check is over.
reason-too-dark = Your face was too dark.
remedy-too-dark = Add light in front of you.
reason-too-bright = The light on your face was too strong.
remedy-too-bright = Move out of direct light or away from the window.
reason-covered = Something covered your face.
remedy-covered = Take off mask, sunglasses or hat, and keep your hands down.
reason-no-face-in-time = No face was seen in time.
remedy-no-face-in-time = Sit or stand in front of the camera before you start.
reason-time-out = The check took too long.
remedy-time-out = Do what the screen asks as soon as it asks.
reason-too-short = Your face was not seen for long enough.
remedy-too-short = Stay in front of the camera until the check is over.
reason-eyes-closed = Your eyes were closed.
remedy-eyes-closed = Keep your eyes open and look at the screen.
reason-no-best-frame = No picture was sharp enough.
remedy-no-best-frame = Hold still and look straight at the screen.
reason-not-comparable = Your face could not be compared with the photo.
remedy-not-comparable = Look straight at the screen, in even light.
reason-light-unclear = The screen's light could not be seen on your face.
remedy-light-unclear = Come nearer to the screen or dim the room.
reason-photo = The photo to compare with cannot be used.
remedy-photo = Ask for a clear photo of one face.
reason-service = The service did not accept the check.
remedy-service = Try again. If it happens again, ask a member of staff.

## Error pages

error-no-camera = No camera was found
remedy-no-camera = Connect a camera and try again.
error-camera-denied = The camera may not be used
remedy-camera-denied = Allow this program to use the camera in the system's privacy settings.
error-camera-busy = Another program uses the camera
remedy-camera-busy = Close other programs that use the camera.
error-camera-unplugged = The camera stopped
remedy-camera-unplugged = Check its cable and try again.
error-camera-black = The camera shows a black picture
remedy-camera-black = Open its cover or shutter.
error-camera-frozen = The camera's picture stands still
remedy-camera-frozen = Unplug the camera, plug it in and try again.
error-camera-format = This camera cannot be used
remedy-camera-format = Connect another camera.
error-network = The service cannot be reached
remedy-network = Check the network connection and try again.
error-storage = The recording cannot be written
remedy-storage = Free some space on the disk, or ask a member of staff.
error-licence = The licence is missing or has expired
error-models = A part of the program is missing
error-light-data = The light sequence cannot be used
error-settings = A setting cannot be used
error-inner = Something went wrong
remedy-staff = Please ask a member of staff.
error-focus = Another window came to the front
remedy-focus = Stay in this window until the check is over.
error-cancelled = The check was cancelled
remedy-cancelled = You can start again at any time.
