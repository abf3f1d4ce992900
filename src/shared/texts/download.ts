import { downloadStartTexts } from './download-start'

/** [Japanese, English]: the download page, which a customer reads alone or with somebody on the phone. */
export const downloadTexts = {
  'download.title': ['サポート用ソフト「そばに」のダウンロード', 'Download “Sobani”, the support software'],
  'download.heading': ['サポート用ソフト「そばに」', 'Sobani, the support software'],
  'download.lead': [
    'お電話でお話ししながら、オペレーターがお客さまの画面を見てお手伝いするためのソフトです。',
    'With it, an operator on the phone with you can see your screen and help you.',
  ],
  'download.free': [
    '画面を見られるのは、お客さまが「許可する」を押したあとだけです。',
    'Nobody sees your screen before you press “Allow”.',
  ],
  'download.yours': ['お使いのパソコン：{{system}}', 'Your computer: {{system}}'],
  'download.agree': ['同意してダウンロード', 'Agree and download'],
  'download.agreeing': [
    'ボタンを押すと、次の2つに同意したことになります。全文はこのページの下にあります。',
    'By pressing the button you agree to these two. Both stand in full further down this page.',
  ],
  'download.about': ['バージョン {{version}}（{{size}} MB）', 'Version {{version}} ({{size}} MB)'],
  'download.minutes': [
    '1分から5分ほどかかります。料金はかかりません（通信料を除く）。',
    'It takes one to five minutes. It is free, apart from your line costs.',
  ],

  'download.system.windows-x64': ['Windows（64ビット）', 'Windows (64-bit)'],
  'download.system.windows-arm64': ['Windows（ARM）', 'Windows (ARM)'],
  'download.system.windows-ia32': ['Windows 10（32ビット）', 'Windows 10 (32-bit)'],
  'download.system.mac-new-arm64': ['Mac・macOS 13以降・Appleチップ', 'Mac, macOS 13 or later, Apple chip'],
  'download.system.mac-new-x64': ['Mac・macOS 13以降・Intel', 'Mac, macOS 13 or later, Intel'],
  'download.system.mac-old-arm64': ['Mac・macOS 12まで・Appleチップ', 'Mac, macOS 12 or earlier, Apple chip'],
  'download.system.mac-old-x64': ['Mac・macOS 12まで・Intel', 'Mac, macOS 12 or earlier, Intel'],
  'download.system.mac': ['Mac', 'Mac'],
  'download.system.linux-x64': ['Linux（64ビット）', 'Linux (64-bit)'],
  'download.system.linux-arm64': ['Linux（ARM）', 'Linux (ARM)'],
  'download.system.linux-ia32': ['Linux（32ビット）', 'Linux (32-bit)'],
  'download.older': ['{{system}}・古い機種用', '{{system}}, for older models'],

  'download.ask-mac': ['お使いのMacは、どれですか', 'Which Mac do you have?'],
  'download.find-mac': [
    '画面の左上のリンゴの印を押し、「このMacについて」を選ぶと、わかります。',
    'Press the apple at the top left of the screen and choose “About This Mac”.',
  ],
  'download.find-chip': [
    '「チップ」に「Apple」とあればAppleチップ、「プロセッサ」とあればIntelです。',
    'A line “Chip” with “Apple” means Apple chip; a line “Processor” means Intel.',
  ],
  'download.not-listed': [
    'あてはまるものがないときや、わからないときは、お電話ください。iPadやiPhoneでは使えません。',
    'If none fits, or you are not sure, please call us. It does not run on an iPad or iPhone.',
  ],

  'download.none.nothing': [
    'ただいま、ダウンロードできるものがありません。お手数ですが、お電話ください。',
    'There is nothing to download just now. Please call us.',
  ],
  'download.none.missing': [
    'このパソコン用のソフトは、ただいまご用意がありません。お手数ですが、お電話ください。',
    'There is no software for this computer just now. Please call us.',
  ],
  'download.none.old-windows': [
    'このWindowsは古いため、ご利用になれません。Windows 10か11が必要です。お手数ですが、お電話ください。',
    'This Windows is too old. Windows 10 or 11 is needed. Please call us.',
  ],
  'download.none.old-mac': [
    'このmacOSは古いため、ご利用になれません。macOS 10.15以降が必要です。お手数ですが、お電話ください。',
    'This macOS is too old. macOS 10.15 or later is needed. Please call us.',
  ],
  'download.none.phone': [
    'スマートフォンやタブレットでは、ご利用になれません。お手伝いが必要なパソコンで、このページを開いてください。',
    'It does not run on phones and tablets. Please open this page on the computer that needs help.',
  ],
  'download.none.linux': [
    'お客さま用のソフトは、WindowsとMac用です。ほかのパソコンをお使いのときは、お電話ください。',
    'The software for customers is for Windows and Mac. For other computers, please call us.',
  ],
  'download.none.unknown': [
    'パソコンの種類がわかりませんでした。下の「ほかのパソコン用」から選ぶか、お電話ください。',
    'We could not tell which computer this is. Choose below, under “For another computer”, or call us.',
  ],

  'download.problem.gone': [
    '選ばれたファイルが見つかりませんでした。もう一度、下のボタンを押してください。それでも出ないときは、お電話ください。',
    'The file you chose was not found. Please press the button below again. If it still fails, call us.',
  ],
  'download.problem.choose': [
    'どれか1つを選んでから、ボタンを押してください。',
    'Please choose one first, then press the button.',
  ],

  'download.caution-heading': ['心当たりがないときは、やめてください', 'If you did not ask for help, stop'],
  'download.caution': [
    '知らない人からの電話や、「ウイルスに感染しました」という画面に言われて来たときは、詐欺のおそれがあります。ダウンロードせず、消費者ホットライン188か、警察相談専用電話#9110へお電話ください。',
    'If a stranger on the phone or a virus warning on the screen sent you here, it may be a scam. Do not download. In Japan call 188 (consumer hotline) or #9110 (police).',
  ],

  'download.help-heading': ['お困りのときは、お電話ください', 'Call us if you need help'],
  'download.open-now': ['ただいま受付中です。', 'The desk is open now.'],
  'download.closed-now': ['ただいま受付時間外です。', 'The desk is closed now.'],

  'download.others-heading': ['ほかのパソコン用', 'For another computer'],
  'download.others': [
    'お手伝いが必要なパソコンがこのパソコンではないときは、ここから選んでください。',
    'If another computer than this one needs help, choose it here.',
  ],
  'download.others-choose': ['パソコンの種類', 'Kind of computer'],

  'download.to-top': ['ダウンロードへ戻る', 'Back to the download'],

  'download.it-heading': ['会社などの管理者の方へ', 'For IT administrators'],
  'download.it': [
    'MSIとPKGは、多くのパソコンに一度に入れるためのものです。入れ方と設定は、管理者ガイドにあります。更新は、管理者が行います。',
    'MSI and PKG are for installing on many computers at once. The administrators’ guide tells how to install and configure them. Updates are installed by the administrator.',
  ],
  'download.it-none': ['MSIとPKGは、ただいまご用意がありません。', 'There is no MSI or PKG just now.'],
  'download.it-agree': [
    'ファイルの名前を押すと、上の2つの文書に同意したことになります。',
    'By pressing the name of a file you agree to the two documents above.',
  ],
  'download.files-heading': ['お客さま用のファイルを確かめるには', 'To verify the files for customers'],
  'download.files-check': [
    'SHA-256の確かめ方：Windowsは「certutil -hashfile ファイル名 SHA256」、Macは「shasum -a 256 ファイル名」。',
    'To check the SHA-256: “certutil -hashfile FILE SHA256” on Windows, “shasum -a 256 FILE” on a Mac.',
  ],
  ...downloadStartTexts,
} as const satisfies Record<string, readonly [ja: string, en: string]>
