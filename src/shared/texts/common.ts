/** [Japanese, English]: what both screens say. */
export const commonTexts = {
  'app.name': ['そばに', 'Sobani'],
  'language.label': ['表示のことば', 'Language'],
  'language.ja': ['日本語', '日本語'],
  'language.en': ['English', 'English'],

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
  'reason.network': [
    '両方のパソコンの間の通信を、つなぎ直せなかったため、終わりました。',
    'The two ends could not be connected again.',
  ],
  'reason.session-limit': [
    '1回のサポートの時間の上限になったため、終わりました。',
    'The time for one session was over.',
  ],
  'reason.unanswered': [
    '続けるかどうかのお返事がなかったため、終わりました。',
    'Nobody answered whether to go on, so it ended.',
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
  'error.too-many-requests': [
    'ただいま混み合っています。しばらく待って、もう一度お試しください。',
    'There is too much going on just now. Please wait a while and try again.',
  ],
  'error.busy': [
    '前の操作がまだ終わっていません。終わるまでお待ちください。',
    'The last step is not finished yet. Please wait for it.',
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
  'error.desk-closed': [
    '窓口の受付時間外です。受付時間になってから、もう一度お試しください。',
    'The desk is closed now. Please try again during its hours.',
  ],
  'error.session-over': ['このサポートは、もう終わっています。', 'This session is over.'],
  'error.profile-unknown': [
    'このサービスの設定が見つかりません。サポート窓口にお電話ください。',
    'The settings of this service were not found. Please call the support desk.',
  ],
  'error.certificate-refused': [
    'このパソコンの電子証明書を確かめられませんでした。',
    'The certificate of this PC could not be verified.',
  ],
  'error.certificate-revoked': [
    'このパソコンの電子証明書は、サポート会社が無効にしました。',
    'The support company has revoked the certificate of this PC.',
  ],
  'error.record-unknown': ['この記録は、サーバーにありません。', 'The server does not know this record.'],
  'error.key-store-missing': [
    'このパソコンには鍵を安全にしまう場所がないため、電子証明書を使えません。なくても、サポートは受けられます。',
    'This PC has no safe place for keys, so the certificate cannot be used. You can be helped without it.',
  ],
  'error.file-not-written': [
    'ファイルに書き込めませんでした。別の場所を選ぶか、ディスクの空きを確かめて、もう一度お試しください。',
    'The file could not be written. Choose another place or check the free space, and try again.',
  ],
  'error.not-kept': [
    'このパソコンに記録を残せなかったため、先へ進めません。ディスクの空きを確かめて、もう一度お試しください。',
    'We cannot go on, because nothing could be kept on this computer. Please check the free space and try again.',
  ],
  'error.not-deleted': [
    '消せなかったものがあります。もう一度お試しください。続けて消せないときは、パソコンを再起動してからお試しください。',
    'Something could not be deleted. Please try again. If it still fails, restart the computer and try once more.',
  ],
  'error.not-printed': [
    '印刷できませんでした。プリンターの電源とつながりを確かめて、もう一度お試しください。',
    'It could not be printed. Please check that the printer is on and connected, and try again.',
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
