/** [Japanese, English]: what both screens say. */
export const commonTexts = {
  'app.name': ['そばに', 'Sobani'],
  'language.label': ['表示のことば', 'Language'],
  'language.ja': ['日本語', '日本語'],
  'language.en': ['English', 'English'],

  'verdict.pass': ['問題なし', 'OK'],
  'verdict.warn': ['ご注意', 'Please note'],
  'verdict.fail': ['条件に合いません', 'Not met'],
  'check.asked': ['必要な条件', 'Needed'],
  'check.unread': ['読み取れませんでした', 'Could not be read'],
  'check.withheld': ['（値は送られていません）', '(value not sent)'],
  'check.os': ['パソコンの種類（OS）', 'Operating system'],
  'check.cpu': ['処理装置（CPU）', 'Processor (CPU)'],
  'check.memory': ['メモリー', 'Memory'],
  'check.display': ['画面の大きさ', 'Display'],
  'check.disk': ['ディスクの空き', 'Free disk space'],

  'advice.unreadable': [
    '読み取れませんでしたが、続けられます。オペレーターにお伝えください。',
    'This could not be read. You can go on; please tell the operator.',
  ],
  'advice.os-unsupported': [
    'この種類のパソコンは、このサポートの対象外です。お電話でご相談ください。',
    'This kind of computer is not covered by this service. Please call us.',
  ],
  'advice.os-older': [
    'OSが古いため、対象外です。お電話でご相談ください。',
    'This system is too old for the service. Please call us.',
  ],
  'advice.os-newer': [
    '新しいOSのため、まだ動作を確かめていません。そのまま続けられます。',
    'This newer system is not confirmed yet. You can go on.',
  ],
  'advice.bits-unsupported': [
    'このOSの形式（32ビット・64ビット）は対象外です。お電話でご相談ください。',
    'This edition (32-bit or 64-bit) is not covered. Please call us.',
  ],
  'advice.cpu-slow': [
    '処理装置の性能が条件に足りません。お電話でご相談ください。',
    'The processor is below what is needed. Please call us.',
  ],
  'advice.memory-small': [
    'メモリーが条件に足りません。お電話でご相談ください。',
    'There is less memory than needed. Please call us.',
  ],
  'advice.display-small': [
    '画面が条件より小さく設定されています。画面の解像度を上げて、もう一度お調べください。',
    'The display is set too small. Raise its resolution and check again.',
  ],
  'advice.disk-full': [
    'ディスクの空きが足りません。ごみ箱を空にするなどして、もう一度お調べください。',
    'There is too little free space. Empty the bin, for example, and check again.',
  ],

  'item.os': ['OSの種類とバージョン', 'Operating system and version'],
  'item.machine-name': ['パソコンの名前', 'Name of this PC'],
  'item.free-space': ['ディスクの空き容量', 'Free disk space'],
  'item.cpu': ['CPUの種類と速さ', 'Processor and its clock'],
  'item.memory': ['メモリーの大きさ', 'Memory size'],
  'item.refused': ['送っていません', 'Not sent'],

  'words.label': ['確認のことば', 'Verification words'],

  'reason.customer': ['お客さまが接続を切りました。', 'The customer disconnected.'],
  'reason.operator': ['オペレーターが接続を終えました。', 'The operator ended the session.'],
  'reason.refused': ['お客さまが許可しませんでした。', 'The customer did not allow it.'],
  'reason.scam': [
    '詐欺のおそれがあるため、つながずに終えました。',
    'Stopped without connecting, because this may be a scam.',
  ],
  'reason.words-differ': [
    '確認のことばを作れなかったため、安全のために切りました。',
    'The verification words could not be made, so it was ended to be safe.',
  ],
  'reason.indicator': [
    '「画面を表示中」の印が閉じられたため、切りました。',
    'The sharing indicator was closed, so the session ended.',
  ],
  'reason.operator-gone': [
    'オペレーターとの通信が途切れたため、終わりました。',
    'The connection to the operator was lost.',
  ],
  'reason.agent-gone': [
    'お客さまとの通信が途切れたため、終わりました。',
    "The connection to the customer's PC was lost.",
  ],
  'reason.relay-lost': [
    'サポートのサーバーとの通信が途切れたため、終わりました。',
    'The connection to the support server was lost.',
  ],
  'reason.code-expired': ['番号の有効時間が過ぎました。', 'The code ran out of time.'],
  'reason.timeout': ['時間内につながらなかったため、終わりました。', 'It could not be connected in time.'],
  'reason.failed': ['不具合のため、終わりました。', 'It ended because something went wrong.'],

  'error.version-unknown': [
    'ソフトウェアの版が合いません。新しい版をお使いください。',
    'The versions do not match. Please use the newest version.',
  ],
  'error.message-unknown': ['この操作は受け付けられません。', 'This action is not accepted.'],
  'error.message-malformed': ['内容に誤りがあります。', 'There is a mistake in what was entered.'],
  'error.message-too-large': ['内容が大きすぎます。', 'That was too large.'],
  'error.message-late': ['この操作は、もう行えません。', 'This can no longer be done.'],
  'error.sender-unknown': ['この画面からは操作できません。', 'This window may not do that.'],
  'error.not-signed-in': ['もう一度サインインしてください。', 'Please sign in again.'],
  'error.sign-in-wrong': ['ユーザー名かパスワードが違います。', 'The user name or the password is wrong.'],
  'error.too-many-attempts': [
    '間違いが続いたため、しばらく受け付けられません。10分ほど待って、もう一度お試しください。',
    'Too many wrong tries. Please wait about ten minutes and try again.',
  ],
  'error.code-unknown': [
    'この番号は見つかりません。オペレーターにもう一度番号を聞いて、入れ直してください。',
    'This code was not found. Please ask the operator for the code again.',
  ],
  'error.code-expired': [
    'この番号は有効時間が過ぎています。オペレーターに新しい番号を聞いてください。',
    'This code has run out of time. Please ask the operator for a new one.',
  ],
  'error.code-used': [
    'この番号はすでに使われています。オペレーターに新しい番号を聞いてください。',
    'This code has been used already. Please ask the operator for a new one.',
  ],
  'error.relay-unreachable': [
    'サポートのサーバーにつながりません。インターネットの接続を確かめて、もう一度お試しください。',
    'The support server cannot be reached. Please check the internet connection and try again.',
  ],
  'error.relay-not-set': [
    '接続先が設定されていません。サポート窓口にお電話ください。',
    'No support server has been set. Please call the support desk.',
  ],
  'error.internal': [
    '不具合が起きました。もう一度お試しください。',
    'Something went wrong. Please try again.',
  ],
} as const satisfies Record<string, readonly [ja: string, en: string]>
