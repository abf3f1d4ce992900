/** [Japanese, English]: the PC check, the same words on both screens. */
export const pcCheckTexts = {
  'pc-check.heading': ['パソコンの点検', 'PC check'],

  'pc-check.ask.heading': [
    'オペレーターが、パソコンの点検をお願いしています',
    'The operator asks to check this computer',
  ],
  'pc-check.ask.areas': ['調べるのは、次のことです。', 'These are looked at:'],
  'pc-check.ask.means': [
    '調べるだけで、パソコンの中は何も変えません。結果は、お客さまとオペレーターの両方の画面に出て、控えにも残ります。',
    "It only looks and changes nothing. The result appears on your screen and on the operator's, and stays on your receipt.",
  ],
  'pc-check.ask.whole': [
    '一部だけを許可することはできません。断っても、サポートはそのまま続けられます。',
    'It is all or nothing. If you refuse, the support goes on as before.',
  ],
  'pc-check.ask.allow': ['点検を許可する', 'Allow the check'],
  'pc-check.ask.refuse': ['点検を断る', 'Refuse the check'],
  'pc-check.running': [
    '点検しています。1分ほどかかることがあります。',
    'Checking. This may take about a minute.',
  ],
  'pc-check.refused': [
    '点検を断りました。何も調べていません。',
    'You refused the check. Nothing was looked at.',
  ],
  'pc-check.done': [
    '点検が終わりました。結果は、オペレーターの画面にも出ています。',
    'The check is done. The operator sees the same result.',
  ],

  'pc-check.state.good': ['問題なし', 'OK'],
  'pc-check.state.attention': ['ご確認ください', 'Please look'],
  'pc-check.state.unread': ['わかりません', 'Not known'],

  'pc-check.area.antivirus': ['ウイルス対策', 'Virus protection'],
  'pc-check.area.firewall': ['ファイアウォール（通信の見張り）', 'Firewall'],
  'pc-check.area.updates': ['OSの更新', 'System updates'],
  'pc-check.area.file-sharing': ['ファイル共有ソフト', 'File-sharing programs'],
  'pc-check.area.start-up': ['自動で始まるソフト', 'Programs that start by themselves'],
  'pc-check.area.disk': ['ディスクの空き', 'Free disk space'],
  'pc-check.area.memory': ['メモリーの空き', 'Free memory'],
  'pc-check.area.internet-options': ['インターネットの設定', 'Internet options'],
  'pc-check.area.unneeded-files': ['不要なファイル', 'Unneeded files'],

  'pc-check.finding.unreadable': [
    'このパソコンでは読み取れませんでした。',
    'This could not be read on this computer.',
  ],
  'pc-check.finding.antivirus-current': [
    'ウイルス対策が働いていて、新しい状態です。',
    'Virus protection is on and up to date.',
  ],
  'pc-check.finding.antivirus-outdated': [
    'ウイルス対策は働いていますが、古くなっています。更新が必要です。',
    'Virus protection is on but out of date. It needs an update.',
  ],
  'pc-check.finding.antivirus-off': [
    'ウイルス対策のソフトはありますが、止まっています。',
    'Virus protection is installed but turned off.',
  ],
  'pc-check.finding.antivirus-none': [
    'ウイルス対策のソフトが見つかりませんでした。',
    'No virus protection was found.',
  ],
  'pc-check.finding.firewall-on': ['ファイアウォールが働いています。', 'The firewall is on.'],
  'pc-check.finding.firewall-off': ['ファイアウォールが止まっています。', 'The firewall is off.'],
  'pc-check.finding.updates-automatic': [
    'OSの更新は自動で行われています。',
    'System updates are installed automatically.',
  ],
  'pc-check.finding.updates-pending': [
    'まだ入れていないOSの更新があります。',
    'System updates are waiting to be installed.',
  ],
  'pc-check.finding.updates-restart': [
    '更新を終えるために、再起動を待っています。',
    'A restart is needed to finish an update.',
  ],
  'pc-check.finding.updates-manual': [
    'OSの更新は自動で行われません。ときどきご自分で確かめる必要があります。',
    'System updates are not automatic. Somebody has to look for them now and then.',
  ],
  'pc-check.finding.file-sharing-none': [
    '知られているファイル共有ソフトは見つかりませんでした。',
    'No known file-sharing program was found.',
  ],
  'pc-check.finding.file-sharing-found': [
    'ファイル共有ソフトが入っています。ファイルが外に出てしまうおそれがあります。',
    'A file-sharing program is installed. Files may become public by mistake.',
  ],
  'pc-check.finding.start-up-listed': [
    'パソコンと一緒に始まるソフトの一覧です。',
    'These programs start with the computer.',
  ],
  'pc-check.finding.disk-enough': ['ディスクの空きは足りています。', 'There is enough free disk space.'],
  'pc-check.finding.disk-low': ['ディスクの空きが少なくなっています。', 'Free disk space is running low.'],
  'pc-check.finding.memory-enough': ['メモリーの空きは足りています。', 'There is enough free memory.'],
  'pc-check.finding.memory-low': [
    'メモリーの空きが少なくなっています。使っていないソフトを閉じると、軽くなることがあります。',
    'Free memory is low. Closing programs you do not use may help.',
  ],
  'pc-check.finding.internet-options-default': [
    'インターネットの設定は、最初のままです。',
    'The internet options are as they first were.',
  ],
  'pc-check.finding.internet-options-changed': [
    'インターネットの設定が、最初の状態から変わっています。',
    'The internet options differ from how they first were.',
  ],
  'pc-check.finding.unneeded-files-few': [
    '不要なファイルは、あまりありません。',
    'There are few unneeded files.',
  ],
  'pc-check.finding.unneeded-files-many': [
    '不要なファイルが、たくさんたまっています。',
    'Many unneeded files have piled up.',
  ],
} as const satisfies Record<string, readonly [ja: string, en: string]>
