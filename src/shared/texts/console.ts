/** [Japanese, English]: what the operator's page says. */
export const consoleTexts = {
  'console.title.starting': ['オペレーターの画面', "Operator's page"],
  'console.title.sign-in': ['サインイン', 'Sign in'],
  'console.title.desk': ['サポートの開始', 'Start a support'],
  'console.title.code': ['サポート番号', 'Support code'],
  'console.title.session': ['サポート中', 'Session'],
  'console.title.ended': ['サポート終了', 'Ended'],
  'console.starting': ['読み込んでいます', 'Loading'],
  'console.to-desk': ['最初の画面に戻る', 'Back to the start'],
  'console.script.heading': ['お客さまへのご案内（電話で）', 'What to say on the phone'],

  'console.sign-in.heading': ['オペレーターのサインイン', 'Operator sign-in'],
  'console.sign-in.user': ['ユーザー名', 'User name'],
  'console.sign-in.password': ['パスワード', 'Password'],
  'console.sign-in.button': ['サインイン', 'Sign in'],

  'console.desk.heading': ['リモートサポート', 'Remote support'],
  'console.desk.lead': [
    'お客さまとのお電話がつながってから始めてください。お客さまにお伝えする6桁の番号を発行します。',
    'Start once you have the customer on the phone. You will get a six-digit code to read out.',
  ],
  'console.desk.start': ['新しいサポートを始める', 'Start a new support'],
  'console.desk.sign-out': ['サインアウト', 'Sign out'],
  'console.desk.shown-as': ['お客さまの画面に表示されるお名前', 'What the customer sees of you'],
  'console.desk.shown-why': [
    'お電話で名乗るお名前と同じかどうか、お客さまが確かめます。',
    'The customer checks that this is the name you give on the phone.',
  ],

  'console.code.heading': ['番号をお客さまにお伝えください', 'Read this code to the customer'],
  'console.code.label': ['サポート番号', 'Support code'],
  'console.code.left': ['残り時間', 'Time left'],
  'console.code.minute': ['番号の有効時間は、残り1分です。', 'The code is valid for one more minute.'],
  'console.code.waiting': ['お客さまの入力を待っています', 'Waiting for the customer to enter it'],
  'console.code.asking': ['新しい番号を発行しています', 'Getting a new code'],
  'console.code.expired': [
    '番号の有効時間が過ぎました。新しい番号を発行してください。',
    'This code has run out of time. Please get a new one.',
  ],
  'console.code.void': [
    'サーバーとの通信が切れたため、この番号は使えなくなりました。新しい番号を発行してください。',
    'The connection to the server was lost, so this code no longer works. Please get a new one.',
  ],
  'console.code.new': ['新しい番号を発行する', 'Get a new code'],
  'console.code.cancel': ['取りやめる', 'Cancel'],
  'console.code.say-open': ['「パソコンで『そばに』を開いてください。」', '“Please open Sobani on your PC.”'],
  'console.code.say-agree': [
    '「画面の説明をお読みになり、よろしければ『同意する』を押して、先へお進みください。」',
    '“Please read what the screen says, and if you agree, press Agree and go on.”',
  ],
  'console.code.say-code': [
    '「番号を入れる画面になりましたら、これから申し上げる6桁の番号を入れてください。」',
    '“When you are asked for a code, please enter the six digits that I read to you now.”',
  ],

  'console.session.heading': ['サポート中', 'Session'],
  'console.session.elapsed': ['経過', 'Time'],
  'console.session.rate': ['毎秒{{rate}}コマ', '{{rate}} frames/s'],
  'console.session.size': ['画面の表示サイズ', 'Size of the picture'],
  'console.session.fit': ['全体', 'Fit'],
  'console.session.actual': ['100 %', '100%'],
  'console.session.panel': ['お客さまの情報', "Customer's PC"],
  'console.session.panel-button': ['PC情報', 'PC info'],
  'console.session.end': ['サポートを終える', 'End support'],

  'console.state.joining': ['つないでいます', 'Connecting'],
  'console.state.waiting': ['お客さまの許可を待っています', 'Waiting for approval'],
  'console.state.allowed': ['許可されました', 'Approved'],
  'console.state.live': ['画面を表示中', 'Live'],
  'console.state.closed': ['通信が切れました', 'Disconnected'],
  'console.state.relay-lost': [
    'サーバーとの通信が途切れました。つなぎ直しています。',
    'The server connection was lost. Reconnecting.',
  ],

  'console.waiting.joining': [
    'お客さまのパソコンと、安全な通信を準備しています',
    "Setting up the secure connection to the customer's PC",
  ],
  'console.waiting.allowed': ['お客さまの画面を待っています', "Waiting for the customer's screen"],
  'console.waiting.closed': [
    'お客さまのパソコンとの通信が切れました。理由を確かめています',
    "The connection to the customer's PC was closed. Finding out why",
  ],
  'console.waiting.heading': ['確認のことばを、声に出して比べてください', 'Compare these words aloud'],
  'console.waiting.say-read': [
    '「画面に、確認のことばが3つ出ています。読み上げていただけますか。」',
    '“Your screen shows three words. Could you read them to me?”',
  ],
  'console.waiting.say-same': [
    '3つとも同じなら：「ありがとうございます。こちらも同じです。」',
    'If all three are the same: “Thank you. I have the same.”',
  ],
  'console.waiting.say-allow': [
    '「画面をお見せいただいてよろしければ、『許可する』を押してください。」',
    '“If I may see your screen, please press Allow.”',
  ],
  'console.waiting.differ': [
    '1つでも違うときは、第三者が間に入っているおそれがあります。お客さまに『許可しない』を押していただき、サポートを終えてください。',
    'If even one differs, someone may stand between you. Ask the customer to press “Don’t allow”, and end the support.',
  ],

  'console.picture.label': ['お客さまの画面', "The customer's screen"],
  'console.panel.empty': [
    'お客さまが許可すると、パソコンの状態と、送信に同意された情報が表示されます。',
    'After approval, the state of the PC and what the customer agreed to send appear here.',
  ],
  'console.panel.environment': ['パソコンの状態', 'State of the PC'],
  'console.panel.inventory': ['お客さまが送信した情報', 'Sent by the customer'],
  'console.panel.nothing-sent': ['送信された情報はありません。', 'Nothing was sent.'],
  'console.panel.version': ['お客さまのソフト: {{version}}', "Customer's app: {{version}}"],

  'console.device.heading': ['このパソコン', 'This PC'],
  'console.device.new': ['はじめてのパソコンです。', 'This PC is here for the first time.'],
  'console.device.seen': [
    '前回は{{day}}です。同じパソコンと確認できました。',
    'Seen before on {{day}}. It is the same PC.',
  ],
  'console.device.unproven': [
    '電子証明書の番号は届きましたが、まだ確かめられていません。',
    'A certificate number was sent, but is not verified yet.',
  ],
  'console.device.differs': [
    '届いた番号と、確かめられた電子証明書が違います。同じパソコンとはいえません。',
    'The number sent is not that of the verified certificate. Do not take it for the same PC.',
  ],
  'console.device.revoked': [
    'この電子証明書は無効にされています。本人確認をやり直してください。',
    'This certificate has been revoked. Please verify the customer again.',
  ],
  'console.device.month': [
    '今月のサポート：{{count}}回（今回を含む）',
    'Sessions this month: {{count}} (with this one)',
  ],
  'console.device.limit': ['契約では月{{count}}件まで', 'The contract has {{count}} inquiries a month'],
  'console.router.show': ['表示する', 'Show'],
  'console.router.hide': ['隠す', 'Hide'],
  'console.router.masked': [
    '「表示する」を押すと、見ていることがお客さまの画面に出ます。',
    'If you press Show, the customer sees that you are looking.',
  ],
  'console.router.shown': [
    '見ていることが、お客さまの画面に出ています。1分で隠れます。',
    'The customer sees that you are looking. It hides after one minute.',
  ],
  'console.pc-check.ask': ['点検をお願いする', 'Ask for it'],
  'console.pc-check.again': ['もう一度お願いする', 'Ask again'],
  'console.pc-check.what': [
    'お客さまが許可したときだけ、読み取ります。何も変更しません。',
    'Read only if the customer allows it. Nothing is changed.',
  ],
  'console.pc-check.asked': ['お客さまの返事を待っています。', 'Waiting for the customer’s answer.'],
  'console.pc-check.granted': ['結果が届きました。', 'The result is here.'],
  'console.pc-check.refused': ['お客さまは許可しませんでした。', 'The customer did not allow it.'],
  'console.service.inquiries': ['お問い合わせは月{{count}}件まで', '{{count}} inquiries a month'],
  'console.service.devices': ['パソコンなどは{{count}}台まで', 'Up to {{count}} devices'],
  'console.service.minutes': ['1回{{count}}分まで', '{{count}} minutes at most'],
  'console.service.pc-check': ['点検は{{count}}か月に1回まで', 'One PC check in {{count}} months'],
  'console.service.personal': ['法人の回線は対象外', 'No corporate lines'],
  'console.service.fee': ['月額料金あり', 'Monthly fee'],
  'console.service.reapplication': ['再申し込みは有料', 'Applying again costs a fee'],
  'console.service.letter': [
    'ログインIDと会社コードは、開通のご案内にあります',
    'Login id and company code are on the opening letter',
  ],

  'console.ended.heading': ['サポートを終了しました', 'The support has ended'],
  'console.ended.refused': [
    'お客さま側との取り決めに合わない通信があったため、安全のために切りました。',
    'Something arrived that does not belong to a session, so it was ended to be safe.',
  ],
  'console.ended.duration': ['接続していた時間', 'Connected for'],
  'console.ended.shown': ['画面の表示（中断を含む）', 'Screen shown (breaks included)'],
  'console.ended.not-shown': ['表示していません', 'Not shown'],
  'console.ended.stays': ['このパソコンに残るもの', 'What stays on this PC'],
  'console.ended.nothing-stays': [
    'ありません。お客さまの画面も情報も、ここには保存されていません。',
    "Nothing. Neither the customer's screen nor the information was stored here.",
  ],
} as const satisfies Record<string, readonly [ja: string, en: string]>
