## Window and buttons

app-title = 人脸核验
button-start = 开始
button-cancel = 取消
button-retry = 重试
button-close = 关闭
button-agree = 继续
button-without-light = 不闪光，继续
camera-picture = 摄像头画面

## Guide page

guide-title = 请确认是您本人操作
guide-intro = 请看着摄像头，大约需要十秒钟。
guide-facing = 将脸保持在椭圆框内，并看着屏幕
guide-light = 面部光线均匀，身后没有明亮的窗户
guide-uncovered = 请摘下口罩、墨镜和帽子
guide-alone = 画面中只能有您一人
guide-privacy = 核验结束后，本设备上的录像将被删除。
guide-privacy-kept = 录像将保存在本设备上。
guide-privacy-sent = 录像将发送给要求此次核验的服务方。

## Page before the light

consent-title = 屏幕将闪烁彩色光
consent-warning = 少数光敏性癫痫患者可能因闪光而发作。如果您或身边的人可能有此情况，请选择不闪光继续。
consent-warning-bound = 少数光敏性癫痫患者可能因闪光而发作。如果您或身边的人可能有此情况，请不要继续，按“取消”退出。
consent-what = 整个屏幕将变换颜色约六秒钟。请保持不动，并看着屏幕。
consent-stop = 如需停止闪烁，请触摸屏幕或按 Esc 键。

## What is asked for

prompt-prepare = 正在启动摄像头
prompt-position = 请将脸移入椭圆框
prompt-hold-still = 请保持不动
prompt-blink = 请闭上双眼，再睁开
prompt-mouth = 请张大嘴巴，再闭上
prompt-nod = 请缓慢点头
prompt-shake = 请向一侧转头，再转回来
prompt-watch-light = 请看着屏幕，保持不动
step-of = 第 { $step } 步，共 { $total } 步
seconds-left = 还剩 { $seconds } 秒

## What can be mended at once

hint-no-face = 画面中没有人
hint-many-faces = 只能有一个人
hint-closer = 请靠近一些
hint-farther = 请稍微后退
hint-middle = 请移到中间
hint-cut-off = 请将整张脸移入椭圆框
hint-chin = 画面中看不到您的下巴
hint-too-dark = 太暗：请在前方增加光线
hint-too-bright = 面部光线过强
hint-backlight = 身后太亮
hint-look-straight = 请正视屏幕
hint-keep-still = 请不要晃动
hint-camera-moves = 请不要移动摄像头
hint-mouth-covered = 请不要遮挡口鼻
hint-open-eyes = 请睁开眼睛
hint-outshone = 环境太亮：请靠近屏幕

## Waiting

wait-token = 正在准备
wait-analysing = 正在分析结果
wait-uploading = 正在发送
wait-result = 正在等待答复

## Result page

result-pass-title = 已完成
result-pass-live = 您已通过核验。
result-pass-same = 您已通过核验，面部与照片一致。
result-fail-title = 核验未通过
result-insufficient-title = 画面不足以判断
attempts-left = 您还可以尝试 { $attempts } 次。
attempts-none = 尝试次数已用完，请联系工作人员。
error-code = 代码 { $code }

## Why, and what to do

reason-many-faces = 画面中不止一个人。
remedy-many-faces = 请确保只有您一人在摄像头前。
reason-not-live = 画面看起来不像真人在摄像头前。
remedy-not-live = 请在均匀的光线下露出您本人的脸，不要使用照片或屏幕。
reason-still = 面部没有任何动作。
remedy-still = 请露出您本人的脸，不要使用照片，并自然眨眼。
reason-video = 摄像头画面不是实时的。
remedy-video = 请直接使用本设备的摄像头。
reason-face-changed = 画面中出现了另一张脸。
remedy-face-changed = 请自始至终留在摄像头前。
reason-action-missing = 没有看到要求的动作。
remedy-action-missing = 请在屏幕提示后立即照做。
reason-action-wrong = 看到的动作与要求的不同。
remedy-action-wrong = 请等待屏幕提示，只做要求的动作。
reason-light-wrong = 没有检测到面部反射的屏幕颜色。
remedy-light-wrong = 请正对屏幕，中间不要有遮挡。
reason-other-person = 面部与照片不一致。
remedy-other-person = 请摘下眼镜，正视前方，并确认照片是您本人的。
reason-placement = 面部停留在正确位置的时间不够。
remedy-placement = 请将整张脸保持在椭圆框内，直到核验结束。
reason-too-dark = 面部太暗。
remedy-too-dark = 请在前方增加光线。
reason-too-bright = 面部光线过强。
remedy-too-bright = 请避开直射光，或离开窗边。
reason-covered = 面部被遮挡。
remedy-covered = 请摘下口罩、墨镜或帽子，并放下双手。
reason-no-face-in-time = 未能及时看到人脸。
remedy-no-face-in-time = 请先在摄像头前坐好或站好，再开始。
reason-time-out = 核验超时。
remedy-time-out = 请在屏幕提示后立即照做。
reason-too-short = 看到面部的时间不够长。
remedy-too-short = 请留在摄像头前，直到核验结束。
reason-eyes-closed = 您的眼睛闭着。
remedy-eyes-closed = 请睁开眼睛，看着屏幕。
reason-no-best-frame = 没有足够清晰的画面。
remedy-no-best-frame = 请保持不动，正视屏幕。
reason-not-comparable = 无法将您的面部与照片比对。
remedy-not-comparable = 请在均匀的光线下正视屏幕。
reason-light-unclear = 面部看不到屏幕的光。
remedy-light-unclear = 请靠近屏幕，或调暗室内光线。
reason-photo = 用于比对的照片无法使用。
remedy-photo = 请换一张清晰的单人照片。
reason-service = 服务方未接受此次核验。
remedy-service = 请重试。如再次出现，请联系工作人员。

## Error pages

error-no-camera = 未找到摄像头
remedy-no-camera = 请连接摄像头后重试。
error-camera-denied = 没有使用摄像头的权限
remedy-camera-denied = 请在系统隐私设置中允许本程序使用摄像头。
error-camera-busy = 摄像头正被其他程序使用
remedy-camera-busy = 请关闭其他使用摄像头的程序。
error-camera-unplugged = 摄像头已停止
remedy-camera-unplugged = 请检查连接线后重试。
error-camera-black = 摄像头画面全黑
remedy-camera-black = 请打开镜头盖或遮挡片。
error-camera-frozen = 摄像头画面静止不动
remedy-camera-frozen = 请拔下摄像头，重新插入后重试。
error-camera-format = 无法使用此摄像头
remedy-camera-format = 请连接其他摄像头。
error-network = 无法连接服务
remedy-network = 请检查网络连接后重试。
error-storage = 无法保存录像
remedy-storage = 请释放磁盘空间，或联系工作人员。
error-licence = 许可证缺失或已过期
error-models = 程序缺少组件
error-light-data = 光序列无法使用
error-settings = 有一项设置无法使用
error-inner = 出了点问题
remedy-staff = 请联系工作人员。
error-focus = 其他窗口切换到了前面
remedy-focus = 请留在此窗口，直到核验结束。
error-cancelled = 核验已取消
remedy-cancelled = 您可以随时重新开始。
