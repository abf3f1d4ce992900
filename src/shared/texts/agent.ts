/** [Japanese, English]: what the customer's screens say. Spoken-polite, short, for somebody who is on the phone. */
export const agentTexts = {
  'steps.label': ['手順', 'Steps'],
  'steps.documents': ['お読みください', 'Please read'],
  'steps.environment': ['パソコンの確認', 'Check'],
  'steps.inventory': ['情報を選ぶ', 'Choose'],
  'steps.code': ['番号', 'Code'],
  'steps.approval': ['許可', 'Allow'],
  'steps.live': ['サポート', 'Support'],
  'list.and': ['」と「', ' and '],
  'list.comma': ['、', ', '],
  'text-size.label': ['文字の大きさ', 'Text size'],
  'text-size.letter': ['あ', 'A'],
  'text-size.smaller': ['文字を小さくする', 'Smaller text'],
  'text-size.larger': ['文字を大きくする', 'Larger text'],
  'desk.phone': ['サポートの電話番号', 'Support phone number'],

  'document.license': ['ソフトウェア使用許諾', 'Software licence'],
  'document.notices': ['ご利用にあたって', 'Before you use the service'],
  'documents.heading': ['はじめに、こちらをお読みください', 'Before we begin, please read this'],
  'documents.intro': [
    '二つの文書を最後までお読みになり、よろしければ「同意する」を押してください。',
    'Please read both documents to the end. If you agree, press Agree.',
  ],
  'documents.version': ['{{version}} 版', 'Version {{version}}'],
  'documents.show': ['表示するもの', 'What to show'],
  'documents.whole': ['全文', 'Whole text'],
  'documents.changes': ['変わったところ', 'What has changed'],
  'documents.since': [
    '前回（{{version}} 版）から変わったところ',
    'What has changed since version {{version}}',
  ],
  'documents.since-whole': [
    '変わらないところは省いています。同意される前に、全文も最後までお読みください。',
    'What is the same is left out. Please also read the whole text to its end before you agree.',
  ],
  'documents.unchanged': ['文章に、変わったところはありません。', 'The text itself has not changed.'],
  'documents.to-whole': ['全文を読む', 'Read the whole text'],
  'documents.added': ['追加', 'Added'],
  'documents.removed': ['削除', 'Removed'],
  'documents.end': ['ここまで読みました', 'I have read to here'],
  'documents.read': ['最後まで表示しました', 'Shown to the end'],
  'documents.readToEnd': [
    '「{{titles}}」を最後までお読みいただくと、「同意する」を押せるようになります。',
    'Please read {{titles}} to the end. You can then press Agree.',
  ],
  'documents.allRead': [
    '最後までお読みいただき、ありがとうございます。',
    'Thank you for reading to the end.',
  ],
  'documents.agree': ['同意する', 'Agree'],
  'documents.disagree': ['同意しない', 'Disagree'],
  'documents.refusedHint': [
    '「同意しない」を押すと、このソフトは終わります。何も保存せず、どこにも送りません。',
    'If you choose Disagree, the app closes. Nothing is stored or sent.',
  ],

  'environment.heading': ['パソコンの確認', 'Checking your computer'],
  'environment.intro': [
    'サポートを受けられるパソコンかどうかを確かめます。サポートのサーバーにつながるかも試しますが、調べた内容はまだ送りません。',
    'We check whether this computer can be supported, and whether it reaches the support server. What is found is not sent yet.',
  ],
  'environment.checking': [
    '調べています。10秒ほどかかることがあります。',
    'Checking. This may take about ten seconds.',
  ],
  'environment.looks': ['調べていること', 'What is being checked'],
  'environment.looks.system': [
    'OSの種類とバージョン、表示のことば',
    'Operating system, version and language',
  ],
  'environment.looks.machine': ['CPU、メモリー、ディスクの空き', 'Processor, memory and free disk space'],
  'environment.looks.display': ['画面の大きさと色の数', 'Size and colours of the display'],
  'environment.looks.network': ['サポートのサーバーまでの通信の通り道', 'The ways to the support server'],
  'environment.passAll': ['問題ありません。次へお進みください。', 'Everything is fine. Please go on.'],
  'environment.warnSome': [
    '気になる点がありますが、このままお進みいただけます。',
    'There is something to note, but you can go on.',
  ],
  'environment.failSome': [
    '申し訳ありません。このままでは先へ進めません。下の番号へお電話ください。',
    'We are sorry. We cannot go on like this. Please call the number below.',
  ],
  'environment.failDo': [
    '下の一覧の「条件に合いません」の行に、できることを書いています。直せたときは、「もう一度調べる」を押してください。わからないときは、そのままお電話ください。',
    'In the list below, each line that is not met says what you can do. Once it is put right, press Check again. If you are not sure, just call us.',
  ],
  'environment.again': ['もう一度調べる', 'Check again'],
  'environment.next': ['次へ', 'Next'],

  'inventory.heading': ['お知らせいただく情報を選ぶ', 'Choose what to share'],
  'inventory.intro': [
    '一つずつお選びください。選んだ項目だけを読み取り、中身をここに表示します。断っても、サポートが制限されることはありません。',
    'Choose item by item. Only what you switch on is read, and you see it here first. Refusing limits nothing.',
  ],
  'inventory.later': [
    '送るのは、このあと接続を許可されてからです。送った内容は、控えでいつでも読み返せます。',
    'It is sent only after you have allowed the session. You can read what was sent on the receipt.',
  ],
  'inventory.all': ['すべて選ぶ', 'Choose all'],
  'inventory.allCertificate': [
    '「すべて選ぶ」を押すと、電子証明書も受け入れます。',
    'Choose all accepts the certificate as well.',
  ],
  'inventory.allRouter': [
    'ルーターの項目は「すべて選ぶ」に入りません。ご自分で選んだときだけ入ります。',
    'Choose all leaves the router out: only you can switch it on.',
  ],
  'inventory.certificate': [
    '選ぶと、サポート会社が発行する電子証明書を受け入れ、このパソコンに保存します。',
    'Switching this on accepts a digital certificate issued by the support company, and keeps it on this computer.',
  ],
  'inventory.routerTyped': [
    '自動では読み取りません。選んだときだけ、ご自分で入力する欄が出ます。',
    'It is never read by software. Once switched on, you can type it in yourself.',
  ],
  'inventory.routerNote': [
    '入力した内容は、オペレーターがお願いしたときだけ表示され、そのときはこの画面でお知らせします。空のままでもかまいません。',
    'The operator sees it only on asking for it, and this window tells you when. You may leave any line empty.',
  ],
  'router.model': ['ルーターの機種名', 'Router model'],
  'router.account': ['ログインID', 'Login name'],
  'router.password': ['ログインのパスワード', 'Login password'],
  'router.typed': ['入力済み', 'Filled in'],
  'router.show': ['パスワードを表示する', 'Show the password'],
  'router.hide': ['パスワードを隠す', 'Hide the password'],
  'inventory.none': ['すべて外す', 'Choose none'],
  'inventory.reading': ['読み取っています', 'Reading'],
  'inventory.notCollected': ['集めません・送りません', 'Not collected, not sent'],
  'inventory.next': ['これで次へ', 'Continue with this choice'],
  'inventory.nextNone': ['何も送らずに次へ', 'Continue and send nothing'],

  'code.heading': ['6けたの番号を入れる', 'Enter the six digits'],
  'code.intro': [
    'オペレーターが電話でお伝えする、6けたの番号を入れてください。',
    'Please enter the six digits that the operator tells you on the phone.',
  ],
  'code.closed': ['ただいま、窓口は受付時間外です', 'The desk is closed now'],
  'code.opens': ['次の受付は、{{time}}からです。', 'It opens again {{time}}.'],
  'code.opensUnknown': [
    '次の受付の日時は、受付時間をご覧になるか、お電話でお確かめください。',
    'Please see the hours, or call, to learn when it opens again.',
  ],
  'code.closedBody': [
    '受付時間になると、この画面で番号を入れられるようになります。',
    'When it opens, you can enter the code here.',
  ],
  'desk.hours': ['受付時間', 'Hours'],
  'code.label': ['6けたの番号', 'Six-digit code'],
  'code.short': [
    '番号は6けたです。残りの数字も入れてください。',
    'The code has six digits. Please enter the rest.',
  ],
  'code.submit': ['つなぐ', 'Connect'],
  'code.cancel': ['やめる', 'Cancel'],
  'code.reconsider': ['情報を選び直す', 'Change my choice'],
  'code.connecting': ['つないでいます。そのままお待ちください。', 'Connecting. Please wait.'],
  'code.joining': [
    '{{company}} の {{operator}} とつないでいます。画面はまだ見えていません。',
    'Connecting to {{operator}} of {{company}}. Your screen cannot be seen yet.',
  ],

  'approval.heading': ['この人に画面を見せますか', 'Show this person your screen?'],
  'approval.operator': ['オペレーター', 'Operator'],
  'approval.company': ['会社', 'Company'],
  'approval.fromRecord': [
    '名前と会社は、サポート会社の登録から表示しています。電話の相手が自由に変えることはできません。',
    "The name and company come from the support company's record. The person on the phone cannot choose them.",
  ],
  'approval.whoCalled': ['電話をかけたのは、どちらですか', 'Who made the phone call?'],
  'approval.iCalled': [
    'ご契約の窓口の番号に、自分から電話をかけた',
    'I called the support number on my contract myself',
  ],
  'approval.theyCalled': ['相手から電話がかかってきた', 'They called me'],
  'approval.popup': [
    'パソコンの画面に出た番号や案内を見て、電話をかけた',
    'I called because a message on my screen told me to',
  ],
  'approval.next': ['次へ', 'Next'],
  'approval.wordsHeading': ['三つの言葉を、声に出して確かめてください', 'Check these three words aloud'],
  'approval.wordsIntro': [
    'オペレーターと、この三つの言葉を電話で読み合わせてください。一つでも違うときは、「許可しない」を押してください。',
    "Say these three words to each other on the phone. If even one differs, press Don't allow.",
  ],
  'approval.deny': ['許可しない', "Don't allow"],
  'approval.allow': ['許可する', 'Allow'],
  'approval.allowMeans': [
    '「許可する」を押すと、オペレーターに画面が見え、選んだ情報が送られます。オペレーターが、お客さまのパソコンを操作することはできません。',
    'If you press Allow, the operator sees your screen and what you chose is sent. They cannot operate your computer.',
  ],
  'approval.lost': [
    '通信が切れたため、「許可する」は押せません。自動でつなぎ直しています。電話はそのままで、お待ちください。',
    'The connection was lost, so you cannot press Allow. It is being connected again by itself. Please stay on the phone and wait.',
  ],

  'stop.heading': ['ここで止めてください。詐欺のおそれがあります', 'Please stop here. This may be a scam'],
  'stop.body': [
    '画面は見られていません。電話を切ってください。お金を払ったり、番号やパスワードを伝えたりしないでください。ご心配なときは、契約書などにある窓口の番号へ、ご自分からお電話ください。',
    'Nobody is seeing your screen. Please hang up. Do not pay, and do not tell anyone numbers or passwords. If you are worried, call the support number printed on your contract yourself.',
  ],
  'stop.hotline': ['消費者ホットライン（局番なし）', 'Consumer hotline (Japan)'],
  'stop.police': ['警察の相談電話', 'Police advice line (Japan)'],

  'ended.heading': ['接続は終わりました', 'The session has ended'],
  'ended.customer': ['お客さまが切断されました。', 'You disconnected.'],
  'ended.operator': ['オペレーターが終わらせました。', 'The operator ended the session.'],
  'ended.refused': [
    '許可されなかったため、終わりました。画面は見られていません。',
    'You did not allow it, so it ended. Your screen was not seen.',
  ],
  'ended.scam': [
    '詐欺のおそれがあるため、つながずに終わりました。',
    'Stopped without connecting, because this may be a scam.',
  ],
  'ended.words-differ': [
    '確認のことばを作れなかったため、安全のため終わりました。電話を切り、ご契約の窓口の番号へ、かけ直してください。',
    "The verification words could not be made, so it ended for your safety. Please hang up and call your provider's support number yourself.",
  ],
  'ended.indicator': [
    '「画面を表示中」の印が閉じたため、安全のため終わりました。',
    'The sharing bar was closed, so the session ended for your safety.',
  ],
  'ended.operator-gone': [
    'オペレーターとの接続が切れました。このまま電話でお話しください。',
    'The connection to the operator was lost. Please continue by phone.',
  ],
  'ended.agent-gone': [
    'このパソコンとの接続が切れました。このまま電話でお話しください。',
    'The connection to this computer was lost. Please continue by phone.',
  ],
  'ended.relay-lost': [
    'サポートの窓口との通信が切れたため、終わりました。このまま電話でお話しください。',
    'Contact with the support service was lost, so it ended. Please continue by phone.',
  ],
  'ended.network': [
    'オペレーターとの通信を、つなぎ直せませんでした。このまま電話でお話しください。',
    'The connection to the operator could not be made again. Please continue by phone.',
  ],
  'ended.session-limit': [
    '1回のサポートの時間の上限になったため、終わりました。',
    'The time for one session was over, so it ended.',
  ],
  'ended.unanswered': [
    '続けるかどうかのお返事がなかったため、安全のため終わりました。',
    'There was no answer whether to go on, so it ended for your safety.',
  ],
  'ended.code-expired': [
    '番号の有効時間が過ぎたため、終わりました。',
    'The code ran out of time, so it ended.',
  ],
  'ended.timeout': ['時間がたったため、自動で終わりました。', 'It ended automatically because time ran out.'],
  'ended.failed': [
    'うまくいかないことがあったため、終わりました。このまま電話でお手伝いします。',
    'Something did not work, so it ended. We will help you by phone.',
  ],
  'ended.unwritten': [
    '控えをこのパソコンに保存できませんでした。下のボタンで、今のうちにファイルに保存してください。',
    'The receipt could not be kept on this computer. Please save it to a file now with the buttons below.',
  ],
  'ended.again': ['もう一度つなぐ', 'Connect again'],
  'ended.quit': ['閉じる', 'Close'],

  'receipt.heading': ['今回のサポートの控え', 'Receipt for this session'],
  'receipt.kept': [
    'この控えは、このパソコンの中にあります。あとで読み返せます。',
    'This receipt is kept on this computer. You can read it again later.',
  ],
  'receipt.operator': ['オペレーター', 'Operator'],
  'receipt.time': ['始まりと終わり', 'Started and ended'],
  'receipt.documents': ['同意した文書', 'Documents you agreed to'],
  'receipt.document': ['{{title}} {{version}} 版', '{{title}} {{version}}'],
  'receipt.environment': ['パソコンの確認', 'Computer check'],
  'receipt.sent': ['送った情報', 'Information sent'],
  'receipt.sentEnvironment': ['送ったパソコンの確認結果', 'Computer check as sent'],
  'receipt.nothingSent': ['何も送っていません。', 'Nothing was sent.'],
  'receipt.shown': ['画面を見せた時間', 'Screen shown'],
  'receipt.notShown': ['見せていません', 'Not shown'],
  'receipt.reason': ['終わった理由', 'Why it ended'],
  'receipts.open': ['これまでの控え', 'Earlier receipts'],
  'receipts.close': ['控えを閉じる', 'Close receipts'],

  'start.failed': [
    'ソフトを始められませんでした。入れ直しても直らないときは、サポート窓口にお電話ください。',
    'Sobani could not start. If installing it again does not help, please call the support desk.',
  ],
} as const satisfies Record<string, readonly [ja: string, en: string]>
