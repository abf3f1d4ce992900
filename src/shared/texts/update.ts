/** [Japanese, English]: what the customer is told of a new version. Nobody is hurried by it. */
export const updateTexts = {
  'update.label': ['新しい版のお知らせ', 'About a new version'],
  'update.offered': ['新しい版があります（{{version}}）', 'There is a new version ({{version}})'],
  'update.offeredBody': [
    '数分で終わります。終わると、このソフトは自動で開き直します。',
    'It takes a few minutes. The app then opens again by itself.',
  ],
  'update.required': ['はじめに、新しい版への更新が必要です', 'A new version is needed first'],
  'update.requiredBody': [
    '安全のため、今の版ではサポートを始められません。更新すると、このソフトは自動で開き直し、続きに進めます。うまくいかないときは、お電話ください。',
    'For your safety, support cannot begin with this version. The app opens again by itself, and you can go on. If it does not work, please call us.',
  ],
  'update.requiredTell': [
    '安全のため、今の版ではサポートを始められません。このソフトは会社や団体が管理しています。管理者に更新をお願いするか、お電話ください。',
    'For your safety, support cannot begin with this version. Your organisation manages this app: please ask your administrator to update it, or call us.',
  ],
  'update.tell': ['新しい版（{{version}}）が出ています', 'Version {{version}} is available'],
  'update.tellBody': [
    'このソフトは会社や団体が管理しています。更新は管理者が行います。このままお使いいただけます。',
    'Your organisation manages this app, and your administrator updates it. You can go on as it is.',
  ],
  'update.now': ['いま更新する', 'Update now'],
  'update.later': ['あとで（1回だけ）', 'Later (once)'],
  'update.second': [
    '前回「あとで」をお選びになりました。このまま先へ進めます。更新は、このソフトを閉じたあとに自動で行います。',
    'You chose Later last time. You can go on: it is installed by itself after you close the app.',
  ],
  'update.downloading': ['新しい版を受け取っています', 'Fetching the new version'],
  'update.percent': ['{{percent}}%まで受け取りました', '{{percent}}% fetched'],
  'update.ready': ['新しい版の準備ができました', 'The new version is ready'],
  'update.readyBody': [
    '「開き直して更新する」を押すと、このソフトは自動で開き直します。',
    'Press Restart and update, and the app opens again by itself.',
  ],
  'update.restart': ['開き直して更新する', 'Restart and update'],
  'update.installing': [
    '新しい版に入れ替えています。自動で開き直しますので、そのままお待ちください。',
    'Changing to the new version. The app opens again by itself: please wait.',
  ],
  'update.failed': ['更新できませんでした', 'The update did not work'],
  'update.failedBody': [
    'もう一度お試しになるか、今の版のままお進みください。お困りのときは、お電話ください。',
    'Please try again, or go on with this version. If you need help, please call us.',
  ],
  'update.failedRequired': [
    'インターネットにつながっているかを確かめて、もう一度お試しください。うまくいかないときは、お電話ください。',
    'Please check that the internet works, and try again. If it does not work, please call us.',
  ],
  'update.again': ['もう一度試す', 'Try again'],
  'update.goOn': ['今の版のまま進む', 'Go on with this version'],
  'error.agent-too-old': [
    'このソフトの版が古いため、つなぐことができません。画面の上に「更新」の案内が出たら、更新してください。出ないときは、サポート窓口にお電話ください。',
    'This version of the app is too old to connect. If an update is offered above, please install it. If not, please call the support desk.',
  ],
  'error.channel-refused': [
    'この種類のソフトでは、つなぐことができなくなりました。お使いのパソコンに合うソフトを、サポート窓口にお電話でお尋ねください。',
    'This edition of the app is no longer served. Please call the support desk and ask which one fits your computer.',
  ],
  'stored.thing.updates': ['新しい版の準備', 'Preparation of new versions'],
  'stored.what.updates': [
    '更新のために受け取ったファイルと、どの版を確かめたかの印です。「すべて消す」で消えます。',
    'Files fetched for an update, and a mark of which versions were seen. Deleting everything removes them.',
  ],
} as const satisfies Record<string, readonly [string, string]>
