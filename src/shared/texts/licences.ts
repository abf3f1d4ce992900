/** [Japanese, English]: what the program says of itself, and whose work is inside. */
export const licencesTexts = {
  'about.open': ['このソフトについて', 'About this app'],
  'about.close': ['閉じる', 'Close'],
  'about.version': ['バージョン', 'Version'],
  'about.channel': ['配布の種類', 'Channel'],
  'about.channel.current': ['通常版', 'Current'],
  'about.channel.legacy': ['古いシステム用', 'For older systems'],
  'about.runtime': ['土台のソフト', 'Built on'],
  'about.licence': ['ライセンス', 'Licence'],
  'about.own': ['このソフトのライセンスの全文（英語）', 'The licence of this app'],
  'about.others': ['中に入っている、ほかの人たちのソフト', 'Software of others inside'],
  'about.others-intro': [
    '名前を押すと、ライセンスの全文（英語）が出ます。',
    'Press a name to read its licence.',
  ],
  'about.beside-folder': [
    'Electron と Chromium のライセンスは、このソフトが入っているフォルダーの LICENSE.electron.txt と LICENSES.chromium.html です。',
    'The licences of Electron and Chromium are LICENSE.electron.txt and LICENSES.chromium.html in the folder of this app.',
  ],
  'about.beside-app': [
    'Electron と Chromium のライセンスは、このアプリの中の Contents/Resources フォルダーにある LICENSE.electron.txt と LICENSES.chromium.html です。',
    'The licences of Electron and Chromium are LICENSE.electron.txt and LICENSES.chromium.html in the folder Contents/Resources inside this app.',
  ],
  'about.unread': ['ライセンスの一覧を読めませんでした。', 'The list of licences could not be read.'],
} as const satisfies Record<string, readonly [string, string]>
