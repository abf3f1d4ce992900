/** [Japanese, English]: the environment card, the same on both screens. */
export const environmentTexts = {
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
} as const satisfies Record<string, readonly [ja: string, en: string]>
