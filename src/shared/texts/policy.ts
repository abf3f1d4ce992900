/** [Japanese, English]: what an organisation has decided for this PC. */
export const policyTexts = {
  'error.relay-not-allowed': [
    'この接続先は、このパソコンの管理者が許可していません。パソコンの管理者か、サポート窓口にお電話ください。',
    'Your administrator has not allowed this support server. Please call your administrator or the support desk.',
  ],
  'error.policy-unreadable': [
    'このパソコンの管理の設定が読み取れないため、つなぐことができません。このソフトを閉じて、もう一度開いてください。それでもつながらないときは、パソコンの管理者か、サポート窓口にお電話ください。',
    'The settings that manage this computer cannot be read, so it cannot connect. Please close this app and open it again. If it stays so, call your administrator or the support desk.',
  ],

  'policy.managed': ['このパソコンは管理されています', 'This computer is managed'],
  'policy.managed-what': [
    '会社などの管理者が、次のことを決めています。',
    'Your organisation’s administrator has decided:',
  ],
  'policy.setting.ServerUrl': ['サポートの接続先', 'Which support server is used'],
  'policy.setting.AllowedRelays': ['つないでよい接続先', 'Which support servers are allowed'],
  'policy.setting.RelayKeys': ['接続先が本物かどうかの確かめ方', 'How the support server is recognised'],
  'policy.setting.Profile': ['サポートの種類', 'Which support service is used'],
  'policy.setting.Language': ['画面のことば', 'The language'],
  'policy.setting.AcceptLicense': ['ソフトウェア使用許諾への同意', 'Acceptance of the software licence'],
  'policy.setting.AutoUpdate': ['新しい版の確認', 'Looking for new versions'],
  'policy.setting.ViewOnly': ['オペレーターは画面を見るだけ', 'Operators only look, and never operate'],
  'policy.setting.NeverCollect': ['集めてはいけない情報', 'Information that is never collected'],
  'policy.setting.NoFileTransfer': [
    '画面の写真やファイルを渡さない',
    'No pictures of the screen or files are handed over',
  ],

  'policy.fault': [
    'このパソコンの管理の設定が、正しく読み取れません',
    'The settings that manage this computer cannot be read',
  ],
  'policy.fault-what': [
    '安全のため、読み取れない設定は、いちばん厳しくしています。つながらないときは、このソフトを閉じて、もう一度開いてください。お困りのときは、パソコンの管理者か、サポート窓口にお電話ください。',
    'To be safe, what cannot be read is set as strictly as possible. If it does not connect, close this app and open it again. If you need help, call your administrator or the support desk.',
  ],
  'policy.language-fixed': [
    'ことばは、パソコンの管理者が決めています。',
    'The language was set by your administrator.',
  ],

  'policy.documents.intro': [
    '「ご利用にあたって」を最後までお読みになり、よろしければ「同意する」を押してください。',
    'Please read “Before you use the service” to the end. If you agree, press Agree.',
  ],
  'policy.documents.accepted': [
    'この使用許諾には、会社などの管理者が同意しています。お読みにならなくても、先へお進みいただけます。',
    'Your organisation has accepted this licence. You may read it, but you do not have to.',
  ],
  'policy.receipt.document': [
    '{{title}} {{version}} 版（会社などの管理者が同意）',
    '{{title}} {{version}} (accepted by your organisation)',
  ],
  'policy.paper.accepted': [
    '{{time}} に記録、会社などの管理者が同意',
    'Accepted by your organisation, noted {{time}}',
  ],

  'policy.inventory.less': [
    '会社などの管理者が、集めてはいけないと決めた情報は、ここに出ません。',
    'Information that your administrator has ruled out is not listed here.',
  ],
  'policy.inventory.none': [
    'このパソコンでは、お送りいただく情報はありません。そのまま先へお進みください。',
    'No information is asked for on this computer. Please go on.',
  ],

  'console.still.managed': [
    'お客さまの組織の設定により、このパソコンでは保存できません。お客さまにはお尋ねしていません。',
    'The customer’s organisation does not allow it on this computer. The customer was not asked.',
  ],
} as const satisfies Record<string, readonly [ja: string, en: string]>
