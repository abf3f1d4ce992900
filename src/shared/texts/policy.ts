export const policyTexts = {
  'error.relay-not-allowed': [
    'この 接続先は、このパソコンの 管理者に 許可されていません。パソコンの 管理者か サポート窓口に お電話ください。',
    'Your administrator has not allowed this support server. Please call your administrator or the support desk.',
  ],
  'error.policy-unreadable': [
    'このパソコンの 管理の設定が 読み取れないため、つなぐことができません。パソコンの 管理者に お電話ください。',
    'The settings that manage this computer cannot be read, so nothing is connected. Please call your administrator.',
  ],
} as const satisfies Record<string, readonly [string, string]>
