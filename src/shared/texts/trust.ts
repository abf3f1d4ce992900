/** [Japanese, English]: whose name is shown, and what a customer does who finds it suspicious. */
export const trustTexts = {
  'error.relay-key-changed': [
    'サポートのサーバーが、前と同じものだと確かめられませんでした。安全のため、つないでいません。画面は見られていません。',
    'The support server could not be shown to be the same as before. To be safe, nothing was connected. Nobody is seeing your screen.',
  ],
  'error.relay-unproven': [
    'サポートのサーバーが、本物だと確かめられませんでした。安全のため、つないでいません。画面は見られていません。',
    'The support server could not prove what it is. To be safe, nothing was connected. Nobody is seeing your screen.',
  ],
  'error.relay-forgotten': [
    '前と同じサポートのサーバーかどうかを、確かめられませんでした。このパソコンの記録が読み取れません。安全のため、つないでいません。もう一度お試しになり、続くときは、上の「保存されているもの・消す」で「すべて消す」を押すと、はじめから使えます。',
    'Whether this is the same support server as before could not be told: what this computer remembers cannot be read. To be safe, nothing was connected. Please try again. If it stays so, press Delete everything in “What is stored” above, and begin anew.',
  ],
  'relay-refused.heading': ['ここで止めてください', 'Please stop here'],
  'relay-refused.stop': [
    'この先へは進まないでください。電話がつながっているときは、いったん切ってください。',
    'Please do not go on. If you are on the phone, hang up first.',
  ],
  'relay-refused.call': [
    'ご契約の書類にある窓口の番号へ、ご自分からお電話ください。この画面の番号や、電話の相手が言う番号は使わないでください。',
    'Call the support number on your contract papers yourself. Do not use a number on this screen, or one that a caller tells you.',
  ],
  'relay-refused.back': ['前の画面に戻る', 'Go back'],

  'report.button': ['あやしいと感じたら知らせる', 'Report something suspicious'],
  'report.hint': [
    '押すとすぐに接続が切れ、サポート会社に知らせます。オペレーターには知らせません。',
    'This ends the session at once and tells the support company. The operator is not told.',
  ],
  'reason.reported': [
    'お客さまが「あやしい」と知らせて、接続を切りました。',
    'The customer reported something suspicious and disconnected.',
  ],
  'ended.reported': [
    'あやしいと感じたため、接続を切りました。画面は、もう見られていません。',
    'You found something suspicious and disconnected. Your screen is no longer seen.',
  ],
  'report.telling': ['サポート会社に知らせています…', 'Telling the support company…'],
  'report.told': ['サポート会社に知らせました。', 'The support company has been told.'],
  'report.untold': [
    'サポート会社に知らせることができませんでした。お手数ですが、下の番号へお電話ください。',
    'The support company could not be told. Please call the number below.',
  ],
  'report.advice': [
    '電話の相手に、お金や番号、パソコンの操作を求められても、応じないでください。電話は切ってかまいません。',
    'If the person on the phone asks for money, numbers or anything on your computer, do not do it. You may hang up.',
  ],

  'stored.thing.relay-keys': ['サーバーを見分けるしるし', 'How the server is known again'],
  'stored.what.relay-keys': [
    '次のときに、前と同じサポートのサーバーだと確かめるためのものです。「すべて消す」で消えます。',
    'It shows next time that the support server is the same as before. Deleting everything removes it.',
  ],
  'paper.relay-key': ['サーバーの鍵の指紋（SHA-256）', "Fingerprint of the server's key (SHA-256)"],
} as const satisfies Record<string, readonly [string, string]>
