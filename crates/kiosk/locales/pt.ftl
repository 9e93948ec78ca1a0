## Window and buttons

app-title = Verificação facial
button-start = Iniciar
button-cancel = Cancelar
button-retry = Tentar novamente
button-close = Fechar
button-agree = Continuar
button-without-light = Continuar sem luz piscante
camera-picture = Imagem da câmera

## Guide page

guide-title = Confirme que é você
guide-intro = Olhe para a câmera. Leva cerca de dez segundos.
guide-facing = Mantenha o rosto no oval e olhe para a tela
guide-light = Luz uniforme no rosto, sem janela clara atrás de você
guide-uncovered = Tire máscara, óculos de sol e chapéu
guide-alone = Somente você na imagem
guide-privacy = A gravação é apagada deste dispositivo ao fim da verificação.
guide-privacy-kept = A gravação é mantida neste dispositivo.
guide-privacy-sent = A gravação é enviada ao serviço que pediu esta verificação.

## Page before the light

consent-title = A tela vai piscar em cores
consent-warning = Luzes piscantes podem causar convulsões em algumas pessoas com epilepsia fotossensível. Se esse puder ser o seu caso ou o de alguém por perto, continue sem a luz.
consent-warning-bound = Luzes piscantes podem causar convulsões em algumas pessoas com epilepsia fotossensível. Se esse puder ser o seu caso ou o de alguém por perto, não continue: cancele.
consent-what = Por cerca de seis segundos, a tela inteira muda de cor. Não se mexa e olhe para a tela.
consent-stop = Para interromper as cores, toque na tela ou pressione Esc.

## What is asked for

prompt-prepare = Iniciando a câmera
prompt-position = Coloque o rosto no oval
prompt-hold-still = Não se mexa
prompt-blink = Feche os dois olhos e abra-os
prompt-mouth = Abra bem a boca e feche-a
prompt-nod = Acene devagar com a cabeça
prompt-shake = Vire a cabeça para um lado e volte
prompt-watch-light = Olhe para a tela e não se mexa
step-of = Etapa { $step } de { $total }
seconds-left = { $seconds ->
    [one] { $seconds } segundo restante
    [many] { $seconds } de segundos restantes
   *[other] { $seconds } segundos restantes
}

## What can be mended at once

hint-no-face = Não há ninguém na imagem
hint-many-faces = Somente uma pessoa, por favor
hint-closer = Aproxime-se
hint-farther = Afaste-se um pouco
hint-middle = Vá para o centro
hint-cut-off = Coloque todo o rosto no oval
hint-chin = Seu queixo não aparece na imagem
hint-too-dark = Muito escuro: ilumine o rosto de frente
hint-too-bright = Luz demais no rosto
hint-backlight = Luz demais atrás de você
hint-look-straight = Olhe de frente para a tela
hint-keep-still = Continue sem se mexer
hint-camera-moves = Não mova a câmera
hint-mouth-covered = Descubra a boca e o nariz
hint-open-eyes = Abra os olhos
hint-outshone = O ambiente está claro demais: aproxime-se da tela

## Waiting

wait-token = Preparando
wait-analysing = Analisando o resultado
wait-uploading = Enviando
wait-result = Aguardando a resposta

## Result page

result-pass-title = Concluído
result-pass-live = Você passou na verificação.
result-pass-same = Você passou na verificação e seu rosto corresponde à foto.
result-fail-title = A verificação não foi aprovada
result-insufficient-title = As imagens não foram suficientes
attempts-left = { $attempts ->
    [one] Resta { $attempts } tentativa.
    [many] Restam { $attempts } de tentativas.
   *[other] Restam { $attempts } tentativas.
}
attempts-none = Não restam tentativas. Procure um atendente, por favor.
error-code = Código { $code }

## Why, and what to do

reason-many-faces = Havia mais de uma pessoa na imagem.
remedy-many-faces = Certifique-se de que só você está diante da câmera.
reason-not-live = Não parecia haver uma pessoa real diante da câmera.
remedy-not-live = Mostre seu próprio rosto, não uma foto ou tela, com luz uniforme.
reason-still = Nada se moveu no rosto.
remedy-still = Mostre seu próprio rosto, não uma foto, e pisque normalmente.
reason-video = A imagem da câmera não era ao vivo.
remedy-video = Use diretamente a câmera deste dispositivo.
reason-face-changed = Outro rosto apareceu na imagem.
remedy-face-changed = Fique diante da câmera do início ao fim.
reason-action-missing = O movimento pedido não foi visto.
remedy-action-missing = Siga a instrução assim que ela aparecer.
reason-action-wrong = Foi visto um movimento diferente do pedido.
remedy-action-wrong = Espere a instrução e faça somente o que ela pede.
reason-light-wrong = As cores da tela não foram vistas em um rosto.
remedy-light-wrong = Fique de frente para a tela, sem nada no caminho.
reason-other-person = O rosto não corresponde à foto.
remedy-other-person = Tire os óculos, olhe para a frente e confira se a foto é sua.
reason-placement = Seu rosto não ficou bem posicionado por tempo suficiente.
remedy-placement = Mantenha todo o rosto no oval até o fim da verificação.
reason-too-dark = Seu rosto estava muito escuro.
remedy-too-dark = Ilumine o rosto de frente.
reason-too-bright = A luz no seu rosto estava forte demais.
remedy-too-bright = Evite a luz direta ou afaste-se da janela.
reason-covered = Algo cobria seu rosto.
remedy-covered = Tire máscara, óculos de sol ou chapéu e mantenha as mãos abaixadas.
reason-no-face-in-time = Nenhum rosto foi visto a tempo.
remedy-no-face-in-time = Sente-se ou fique diante da câmera antes de iniciar.
reason-time-out = A verificação demorou demais.
remedy-time-out = Siga a instrução assim que ela aparecer.
reason-too-short = Seu rosto não foi visto por tempo suficiente.
remedy-too-short = Fique diante da câmera até o fim da verificação.
reason-eyes-closed = Seus olhos estavam fechados.
remedy-eyes-closed = Mantenha os olhos abertos e olhe para a tela.
reason-no-best-frame = Nenhuma imagem estava nítida o bastante.
remedy-no-best-frame = Não se mexa e olhe de frente para a tela.
reason-not-comparable = Não foi possível comparar seu rosto com a foto.
remedy-not-comparable = Olhe de frente para a tela, com luz uniforme.
reason-light-unclear = A luz da tela não foi vista no seu rosto.
remedy-light-unclear = Aproxime-se da tela ou escureça o ambiente.
reason-photo = A foto de comparação não pode ser usada.
remedy-photo = Use uma foto nítida de um só rosto.
reason-service = O serviço não aceitou a verificação.
remedy-service = Tente novamente. Se acontecer de novo, procure um atendente.

## Error pages

error-no-camera = Nenhuma câmera foi encontrada
remedy-no-camera = Conecte uma câmera e tente novamente.
error-camera-denied = Sem permissão para usar a câmera
remedy-camera-denied = Permita que este programa use a câmera nas configurações de privacidade do sistema.
error-camera-busy = Outro programa está usando a câmera
remedy-camera-busy = Feche os outros programas que usam a câmera.
error-camera-unplugged = A câmera parou
remedy-camera-unplugged = Verifique o cabo e tente novamente.
error-camera-black = A imagem da câmera está preta
remedy-camera-black = Abra a tampa da câmera.
error-camera-frozen = A imagem da câmera está congelada
remedy-camera-frozen = Desconecte a câmera, conecte-a de novo e tente novamente.
error-camera-format = Esta câmera não pode ser usada
remedy-camera-format = Conecte outra câmera.
error-network = Não foi possível acessar o serviço
remedy-network = Verifique a conexão de rede e tente novamente.
error-storage = Não foi possível salvar a gravação
remedy-storage = Libere espaço no disco ou procure um atendente.
error-licence = A licença está ausente ou vencida
error-models = Falta uma parte do programa
error-light-data = A sequência de luz não pode ser usada
error-settings = Há uma configuração que não pode ser usada
error-inner = Algo deu errado
remedy-staff = Procure um atendente, por favor.
error-focus = Outra janela passou para a frente
remedy-focus = Fique nesta janela até o fim da verificação.
error-cancelled = A verificação foi cancelada
remedy-cancelled = Você pode recomeçar quando quiser.
