/** [Japanese, English]: the page after the agreement, and the words in its pictures, as they stand on the screen itself. */
export const downloadStartTexts = {
  'start.title': ['ダウンロードが始まります', 'The download is starting'],
  'start.begins': [
    'ファイルが届くまで、少しお待ちください。このページは、閉じないでください。',
    'Please wait a little for the file. Do not close this page.',
  ],
  'start.again': ['始まらないときは、ここを押してください', 'If it does not start, press here'],
  'start.how': ['終わったら、次の順に進みます', 'When it has arrived, go on like this'],
  'start.back': ['ダウンロードのページへ戻る', 'Back to the download page'],
  'start.tell': [
    '「そばに」が開いたら、お電話のオペレーターにお伝えください。',
    'When Sobani has opened, please tell the operator on the phone.',
  ],
  'start.it': [
    'このファイルは、会社などの管理者の方のためのものです。入れ方は、管理者ガイドをご覧ください。',
    'This file is for IT administrators. The administrators’ guide tells how to install it.',
  ],
  'start.other': [
    'ファイルが届いたら展開して、中の「sobani」を起動してください。',
    'When the file has arrived, unpack it and start “sobani” in it.',
  ],

  'start.step.windows-list': [
    '画面の右上に、届いたファイルの名前が出ます。その下の「ファイルを開く」を押します。',
    'The name of the file appears at the top right. Press “Open file” below it.',
  ],
  'start.note.windows-list': [
    '出ないときは、「ダウンロード」フォルダーを開き、このファイルを続けて2回押します。',
    'If it does not appear, open the “Downloads” folder and double-click the file.',
  ],
  'start.step.windows-smartscreen': [
    '「WindowsによってPCが保護されました」と出たときだけ、「詳細情報」を押し、次に「実行」を押します。',
    'Only if “Windows protected your PC” appears: press “More info”, then “Run anyway”.',
  ],
  'start.note.windows-smartscreen': [
    '迷ったときは、押さずにお電話ください。',
    'If you are not sure, do not press it: call us.',
  ],
  'start.step.windows-install': [
    '「インストール」と出たら、押します。終わると、「そばに」が開きます。',
    'If “Install” appears, press it. When it is done, Sobani opens.',
  ],
  'start.note.windows-install': [
    '管理者のパスワードは、いりません。聞かれたときは、入れずにお電話ください。',
    'No administrator password is needed. If one is asked for, do not type it: call us.',
  ],
  'start.step.mac-list': [
    '画面の下の「ダウンロード」を押し、届いたファイルを続けて2回押します。',
    'Press “Downloads” at the bottom of the screen and double-click the file.',
  ],
  'start.note.mac-list': [
    '見つからないときは、Finderの「ダウンロード」を開いてください。',
    'If you cannot find it, open “Downloads” in the Finder.',
  ],
  'start.step.mac-drag': [
    '「Sobani」の絵を押したまま、「アプリケーション」の上まで動かして、放します。',
    'Hold the “Sobani” picture, move it onto “Applications” and let go.',
  ],
  'start.note.mac-drag': [
    '次に「アプリケーション」を続けて2回押し、中の「Sobani」を続けて2回押します。',
    'Then double-click “Applications”, and in it “Sobani”.',
  ],
  'start.step.mac-open': [
    '「インターネットからダウンロードされたアプリケーションです」と出たら、「開く」を押します。',
    'When you are told that the app was downloaded from the Internet, press “Open”.',
  ],
  'start.note.mac-open': ['「開く」がないときは、お電話ください。', 'If there is no “Open”, please call us.'],
  'start.step.mac-screen': [
    'サポート中に画面収録の許可を聞かれたら、「システム設定」の「画面収録とシステムオーディオ録音」で「Sobani」をオンにします。',
    'If you are asked about screen recording during the support, turn on “Sobani” under “Screen & System Audio Recording” in System Settings.',
  ],
  'start.note.mac-screen': [
    '「終了して再度開く」と出たら、押します。macOS 12までは、「システム環境設定」の「セキュリティとプライバシー」にあります。',
    'If “Quit & Reopen” appears, press it. Up to macOS 12 it is in System Preferences, under Security & Privacy.',
  ],

  'picture.windows-list': [
    'ブラウザーの右上に「ダウンロード」の一覧が出て、「ファイルを開く」に印が付いている絵',
    'Drawing of a browser with its list of downloads at the top right; “Open file” is marked',
  ],
  'picture.windows-smartscreen': [
    '「WindowsによってPCが保護されました」の画面で、1番に「詳細情報」、2番に「実行」の印が付いている絵',
    'Drawing of “Windows protected your PC” with “More info” marked 1 and “Run anyway” marked 2',
  ],
  'picture.windows-install': [
    '「そばに」を入れる小さな窓で、「インストール」に印が付いている絵',
    'Drawing of the small installer window; “Install” is marked',
  ],
  'picture.mac-list': [
    '画面の下の「ダウンロード」から、届いたファイルが出ている絵',
    'Drawing of the Downloads pile at the bottom of the screen with the file in it',
  ],
  'picture.mac-drag': [
    '「Sobani」の絵から「アプリケーション」へ、矢印が出ている絵',
    'Drawing of an arrow from the Sobani picture to the Applications folder',
  ],
  'picture.mac-open': [
    '「開いてもよろしいですか」と聞く窓で、「開く」に印が付いている絵',
    'Drawing of the question whether to open it; “Open” is marked',
  ],
  'picture.mac-screen': [
    '「画面収録とシステムオーディオ録音」の一覧で、「Sobani」のスイッチが入っている絵',
    'Drawing of the list for screen recording with the switch of Sobani turned on',
  ],
  'picture.mac-about': [
    '「このMacについて」の窓で、「チップ」と「macOS」の行に印が付いている絵',
    'Drawing of “About This Mac”; the lines “Chip” and “macOS” are marked',
  ],

  'picture.word.downloads': ['ダウンロード', 'Downloads'],
  'picture.word.open-file': ['ファイルを開く', 'Open file'],
  'picture.word.protected': ['WindowsによってPCが保護されました', 'Windows protected your PC'],
  'picture.word.more': ['詳細情報', 'More info'],
  'picture.word.run': ['実行', 'Run anyway'],
  'picture.word.do-not-run': ['実行しない', 'Don’t run'],
  'picture.word.setup': ['Sobani セットアップ', 'Sobani Setup'],
  'picture.word.install': ['インストール', 'Install'],
  'picture.word.applications': ['アプリケーション', 'Applications'],
  'picture.word.open': ['開く', 'Open'],
  'picture.word.cancel': ['キャンセル', 'Cancel'],
  'picture.word.from-internet': ['インターネットからダウンロード', 'Downloaded from the Internet.'],
  'picture.word.really-open': ['開いてもよろしいですか？', 'Are you sure you want to open it?'],
  'picture.word.privacy': ['画面収録とシステムオーディオ録音', 'Screen & System Audio Recording'],
  'picture.word.about': ['このMacについて', 'About This Mac'],
  'picture.word.chip': ['チップ', 'Chip'],
  'picture.word.processor': ['またはプロセッサ', 'or Processor'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
