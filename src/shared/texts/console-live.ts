/** [Japanese, English]: what the operator's page says of the picture and of the ways it takes. */
export const consoleLiveTexts = {
  'console.state.quiet': [
    '映像が届いていません。止まっているかもしれません。',
    'No picture is coming in. It may have stopped.',
  ],
  'console.state.again': ['ことばの確認を待っています', 'Waiting for the words to be checked'],
  'console.session.left': ['残り', 'Left'],
  'console.session.left-short': [
    '1回のサポートの時間は、残り5分です。',
    'Five minutes are left of this session.',
  ],

  'console.again.heading': [
    '新しい確認のことばを、もう一度声に出して比べてください',
    'Compare the new words aloud once more',
  ],
  'console.again.why': [
    'つなぎ直したため、確認のことばが変わりました。お客さまが確かめるまで、画面も情報も表示されません。',
    'The connection was made anew, so the words have changed. Until the customer confirms them, neither screen nor information is shown.',
  ],
  'console.again.say-same': [
    '「3つとも同じでしたら、『同じです』を押してください。」',
    '“If all three are the same, please press They are the same.”',
  ],
  'console.again.differ': [
    '1つでも違うときは、第三者が間に入っているおそれがあります。お客さまに『違います』を押していただき、サポートを終えてください。',
    'If even one differs, someone may stand between you. Ask the customer to press “They differ”, and end the support.',
  ],

  'console.cover.starting': ['画面の準備中', 'Getting the picture'],
  'console.cover-why.starting': [
    'お客さまの画面を受け取っています。まもなく表示されます。',
    "The customer's screen is on its way. It shows in a moment.",
  ],
  'console.cover.stalled': ['画面がうまく届いていません', 'The picture does not come through'],
  'console.cover-why.stalled': [
    'お客さまのパソコンから、新しい画面が届いていません。理由は分かっていません。',
    "No new picture comes from the customer's PC, and nothing says why.",
  ],
  'console.cover-say.stalled': [
    '「こちらの画面が止まりました。マウスを少し動かしていただけますか。」',
    '“My picture has stopped. Could you move the mouse a little?”',
  ],
  'console.cover.paused': ['お客さまが目隠し中', 'Hidden by the customer'],
  'console.cover-why.paused': [
    'お客さまが、ご自分で画面を隠しています。元に戻せるのは、お客さまだけです。',
    'The customer has hidden the screen. Only the customer can show it again.',
  ],
  'console.cover-say.paused': [
    '「いま、画面は見えていません。ご用がお済みになりましたら、『目隠しをやめる』を押してください。」',
    '“I cannot see your screen now. When you are ready, please press Show my screen again.”',
  ],
  'console.cover.private': ['パスワードの入力中', 'A password is being typed'],
  'console.cover-why.private': [
    'パスワードを入力するあいだ、画面は自動で隠れます。終わると、自動で戻ります。',
    'The screen is hidden by itself while a password is typed, and comes back by itself.',
  ],
  'console.cover-say.private': [
    '「パスワードは、こちらからは見えません。ゆっくり入力してください。」',
    '“I cannot see your password. Please take your time.”',
  ],
  'console.cover.question': ['続けるかどうかを確認中', 'The customer is asked whether to go on'],
  'console.cover-why.question': [
    'お客さまの画面に、続けるかどうかの質問が出ています。お返事がないときは、自動で終わります。',
    "The customer's screen asks whether to go on. Without an answer, the session ends by itself.",
  ],
  'console.cover-say.question': [
    '「画面に『このまま続けますか』と出ています。よろしければ『続ける』を押してください。」',
    '“Your screen asks whether to go on. If you like, please press Go on.”',
  ],
  'console.cover.locked': [
    'ロック画面、または許可を求める画面',
    'Lock screen, or a screen that asks for permission',
  ],
  'console.cover-why.locked': [
    'ロック画面や、Windowsが許可を求める画面は、表示できません。閉じると、自動で戻ります。',
    'The lock screen, and those on which Windows asks for permission, cannot be shown. It goes on once they are closed.',
  ],
  'console.cover-say.locked': [
    '「いまの画面は、こちらからは見えません。何と書いてあるか、読んでいただけますか。」',
    '“I cannot see this screen. Could you read to me what it says?”',
  ],
  'console.cover.permission': ['Macの許可が必要です', 'The Mac has to allow it'],
  'console.cover-why.permission': [
    'お客さまのMacの設定で、画面を見せることが、まだ許可されていません。次の順にご案内ください。',
    "The settings of the customer's Mac do not allow the screen to be shown yet. Guide the customer through these steps.",
  ],
  'console.cover-step.open': [
    '「画面の左上のアップルのマークから、『システム設定』（または『システム環境設定』）を開いてください。」',
    '“From the Apple menu at the top left, please open System Settings (or System Preferences).”',
  ],
  'console.cover-step.privacy': [
    '「『プライバシーとセキュリティ』を押して、『画面収録』と書かれたところを開いてください。」',
    '“Choose Privacy & Security, then open Screen Recording.”',
  ],
  'console.cover-step.allow': [
    '「一覧の中の『そばに』を、オンにしてください。」',
    '“Switch on Sobani in the list.”',
  ],
  'console.cover-step.restart': [
    '「『終了して再度開く』と出たら、押してください。」開き直したあとは、新しい番号をお伝えください。',
    '“If you are asked to quit and reopen, please do.” After that, read out a new code.',
  ],
  'console.cover.asleep': ['パソコンがスリープ中', 'The PC is asleep'],
  'console.cover-why.asleep': [
    'お客さまのパソコンがスリープに入りました。動き出すと、自動で戻ります。',
    "The customer's PC went to sleep. It goes on by itself once the PC is awake.",
  ],
  'console.cover-say.asleep': [
    '「パソコンが休止しています。マウスを動かすか、キーを1つ押してください。」',
    '“Your PC is asleep. Please move the mouse or press a key.”',
  ],
  'console.cover.display-gone': ['ディスプレイが外れています', 'The display is gone'],
  'console.cover-why.display-gone': [
    '表示していたディスプレイが、外れたか、電源が切れました。',
    'The display that was shown was unplugged or switched off.',
  ],
  'console.cover-say.display-gone': [
    '「ディスプレイのケーブルと電源を、確かめていただけますか。」',
    '“Could you check the cable and the power of the display?”',
  ],
  'console.cover.covered': ['「表示中」の印が隠れています', 'The sharing indicator is covered'],
  'console.cover-why.covered': [
    'お客さまの画面で、「表示中」の枠や帯が、ほかのものに隠れています。見えるようになると、自動で戻ります。',
    "On the customer's screen something covers the frame or the bar that says it is shown. It goes on once they can be seen.",
  ],
  'console.cover-say.covered': [
    '「画面の端の枠に重なっているウィンドウを、動かすか、閉じていただけますか。」',
    '“Could you move or close the window that lies over the frame at the edge of your screen?”',
  ],
  'console.cover.words': ['確認のことばを確かめています', 'The words are being checked'],
  'console.cover-why.words': [
    'お客さまが新しい確認のことばを確かめるまで、画面は見えません。',
    'The screen is not shown until the customer has checked the new words.',
  ],
  'console.cover-say.words': [
    '「画面に出ている新しいことばを、読み上げていただけますか。」',
    '“Could you read me the new words on your screen?”',
  ],
  'console.cover.contact': ['つなぎ直しています', 'Reconnecting'],
  'console.cover-why.contact': [
    'お客さまのパソコンとの通信が途切れました。番号を入れ直さなくても、自動でつながります。',
    "The connection to the customer's PC was lost. It is made anew by itself, without a new code.",
  ],
  'console.cover.contact.away': [
    'お客さまのパソコンは、いまサーバーともつながっていません。インターネットの接続か、スリープをお確かめください。',
    "The customer's PC is not connected to the server either. Ask about its internet connection, and whether it sleeps.",
  ],
  'console.cover.contact.left': ['自動で終わるまで：', 'Ends by itself in'],
  'console.cover-say.contact': [
    '「通信が途切れました。自動でつなぎ直しますので、このままお待ちください。」',
    '“The connection was lost. It comes back by itself, so please hold on.”',
  ],

  'console.quality.heading': ['通信の状態', 'Connection'],
  'console.quality.ms': ['{{ms}}ミリ秒', '{{ms}} ms'],
  'console.quality.latency': ['遅れ', 'Delay'],
  'console.quality.round-trip': ['往復', 'Round trip'],
  'console.quality.rate': ['コマ数', 'Frame rate'],
  'console.quality.resolution': ['解像度', 'Resolution'],
  'console.quality.bandwidth': ['通信量', 'Bandwidth'],
  'console.quality.loss': ['損失', 'Packet loss'],
  'console.quality.codec': ['圧縮方式', 'Codec'],
  'console.quality.path': ['経路', 'Path'],
  'console.quality.path.direct': ['直接', 'Direct'],
  'console.quality.path.relay': ['中継', 'Relay'],
  'console.quality.path.relay-udp': ['中継（UDP）', 'Relay (UDP)'],
  'console.quality.path.relay-tcp': ['中継（TCP）', 'Relay (TCP)'],
  'console.quality.path.relay-tls': ['中継（TLS）', 'Relay (TLS)'],
  'console.quality.limit.cpu': ['PC混雑', 'PC busy'],
  'console.quality.limit.bandwidth': ['回線混雑', 'Slow line'],
  'console.quality.limit-why.cpu': [
    'お客さまのパソコンが忙しいため、コマ数を抑えています。',
    "The customer's PC is busy, so fewer frames are sent.",
  ],
  'console.quality.limit-why.bandwidth': [
    'お客さまの回線に合わせて、送る量を抑えています。動いている間は画像が粗くなり、止まると鮮明になります。',
    "Less is sent, to fit the customer's line. What moves is coarse, and sharp again once it rests.",
  ],

  'console.view.smaller': ['縮小', 'Zoom out'],
  'console.view.larger': ['拡大', 'Zoom in'],
  'console.view.full': ['全画面', 'Full screen'],

  'console.displays.heading': ['ディスプレイ', 'Displays'],
  'console.displays.all': ['すべての画面', 'All displays'],
  'console.displays.number': ['ディスプレイ{{number}}', 'Display {{number}}'],
  'console.displays.primary': ['メイン', 'main'],
  'console.displays.shown': ['表示中', 'Shown'],
  'console.displays.what': [
    'ほかのディスプレイは、お客さまが許可したときだけ見られます。',
    'Other displays can be seen only if the customer allows it.',
  ],
  'console.displays.asked': ['お客さまの許可を待っています。', 'Waiting for the customer to allow it.'],
  'console.displays.refused': [
    'お客さまは、ほかのディスプレイを見せないと答えました。',
    'The customer does not want to show the other displays.',
  ],

  'console.still.heading': ['画面の写真', 'Picture to keep'],
  'console.still.ask': ['保存をお願いする', 'Ask for it'],
  'console.still.none': [
    'お客さまが許可したときだけ、1枚保存します。お客さまの記録にも残ります。',
    "One picture is saved, only if the customer allows it. It is noted on the customer's record.",
  ],
  'console.still.asked': ['お客さまの返事を待っています。', 'Waiting for the customer’s answer.'],
  'console.still.granted': [
    '許可されました。1枚保存します。',
    'The customer allowed it. One picture is saved.',
  ],
  'console.still.refused': ['お客さまは許可しませんでした。', 'The customer did not allow it.'],
  'console.ended.stills-stay': [
    'お客さまが許可した写真が{{count}}枚、このパソコンのダウンロードにあります。ほかには何も保存されていません。',
    'In the downloads of this computer: pictures that the customer allowed ({{count}}). Nothing else was stored.',
  ],
} as const satisfies Record<string, readonly [ja: string, en: string]>
