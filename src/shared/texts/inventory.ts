/** [Japanese, English]: what may be collected, the same words on both screens. */
export const inventoryTexts = {
  'item.certificate': ['電子証明書の番号', 'Certificate number'],
  'item.mac-address': ['MACアドレス', 'MAC address'],
  'item.volume-serial': ['ドライブのボリューム番号', 'Volume serial number'],
  'item.browser': ['ふだんお使いのブラウザー', 'Default browser'],
  'item.mail': ['ふだんお使いのメールソフト', 'Default mail program'],
  'item.router': ['ルーターの機種・ID・パスワード', 'Router: model, login and password'],
  'item.os': ['OSの種類とバージョン', 'Operating system and version'],
  'item.machine-name': ['パソコンの名前', 'Name of this PC'],
  'item.free-space': ['ディスクの空き容量', 'Free disk space'],
  'item.cpu': ['CPUの種類と速さ', 'Processor and its clock'],
  'item.memory': ['メモリーの大きさ', 'Memory size'],
  'item.refused': ['送っていません', 'Not sent'],

  'item.why.os': [
    '操作のご案内は、OSの種類とバージョンによって変わるためです。',
    'What we tell you to click depends on the system and its version.',
  ],
  'item.why.certificate': [
    '次のときに「前と同じパソコン」だとわかるようにするためです。お名前は入りません。',
    'Next time it shows that this is the same computer. Your name is not in it.',
  ],
  'item.why.machine-name': [
    '家の中にパソコンが何台かあるとき、どれかを見分けるためです。',
    'Tells which computer it is when there are several at home.',
  ],
  'item.why.mac-address': [
    'ルーターの一覧から、このパソコンを見つけるためです。',
    'Finds this computer in the list that the router keeps.',
  ],
  'item.why.volume-serial': [
    'OSが入っている場所を、取り違えないためです。',
    'Makes sure that we talk about the same drive.',
  ],
  'item.why.free-space': [
    '空きが少ないと、動きが遅くなったり更新に失敗したりするためです。',
    'Too little space makes a computer slow and updates fail.',
  ],
  'item.why.browser': [
    'ホームページの表示の困りごとを調べるときに使います。',
    'Helps when web pages do not appear as they should.',
  ],
  'item.why.mail': [
    'メールの設定をご案内するときに使います。メールの中身は見ません。',
    'Helps with mail settings. Your mail itself is not read.',
  ],
  'item.why.cpu': ['動きが遅いときの原因を調べるためです。', 'Helps to find out why a computer is slow.'],
  'item.why.memory': ['動きが遅いときの原因を調べるためです。', 'Helps to find out why a computer is slow.'],
  'item.why.router': [
    'インターネットにつながらないとき、ルーターの設定をご案内するためです。',
    'Helps with the settings of the router when there is no internet.',
  ],

  'item.kept.session': [
    '終わると、オペレーター側から消えます。',
    "Gone from the operator's screen when the session ends.",
  ],
  'item.kept.relay': [
    '番号だけは、次も同じパソコンとわかるように、サポート会社のサーバーにも残ります。',
    "Its number alone also stays on the support company's server, to know this PC again.",
  ],
  'item.kept.memory': [
    'どこにも保存しません。サポートが終わると消えます。',
    'Stored nowhere. Gone when the session ends.',
  ],

  'item.sensitivity.technical': ['機械の情報', 'Technical'],
  'item.sensitivity.identifying': ['このパソコンを見分ける情報', 'Identifies this computer'],
  'item.sensitivity.personal': ['お名前などが入ることがあります', 'May contain a name'],
  'item.sensitivity.secret': ['秘密の情報', 'Secret'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
