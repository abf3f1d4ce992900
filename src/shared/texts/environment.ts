/**
 * [Japanese, English]: the environment card, the same on both screens. An advice says what it is about and what can be
 * done; whether to go on or to call follows by the verdict (`check.go-on`, `check.call`), which the profile decides.
 */
export const environmentTexts = {
  'verdict.pass': ['問題なし', 'OK'],
  'verdict.warn': ['ご注意', 'Please note'],
  'verdict.fail': ['条件に合いません', 'Not met'],
  'check.machine': ['パソコン', 'Computer'],
  'check.network': ['通信', 'Network'],
  'check.asked': ['必要な条件', 'Needed'],
  'check.unread': ['読み取れませんでした', 'Could not be read'],
  'check.withheld': ['（値は送られていません）', '(value not sent)'],
  'check.go-on': ['このまま続けられます。', 'You can go on as it is.'],
  'check.call': [
    'ご自分で直せないときは、お電話でご相談ください。',
    'If you cannot put this right yourself, please call us.',
  ],

  'check.os': ['パソコンの種類（OS）', 'Operating system'],
  'check.edition': ['Windowsの種類（エディション）', 'Edition of Windows'],
  'check.s-mode': ['Windowsの「Sモード」', 'S mode of Windows'],
  'check.language': ['画面に出ることば', 'Language of the system'],
  'check.cpu': ['処理装置（CPU）', 'Processor (CPU)'],
  'check.memory': ['メモリー', 'Memory'],
  'check.display': ['画面の大きさ', 'Display'],
  'check.disk': ['ディスクの空き', 'Free disk space'],
  'check.proxy': ['通信の中継所（プロキシ）', 'Proxy'],
  'check.http': ['ふつうの通信（HTTP）', 'Plain web traffic (HTTP)'],
  'check.https': ['暗号化した通信（HTTPS）', 'Encrypted web traffic (HTTPS)'],
  'check.websocket': ['つないだままの通信（WebSocket）', 'Standing connection (WebSocket)'],
  'check.polling': ['その予備の通信（ロングポーリング）', 'Fallback for it (long polling)'],
  'check.udp': ['画面を速く送る通信（UDP）', 'Fast way for the picture (UDP)'],
  'check.turn': ['画面を取り次ぐサーバー（TURN）', 'Server that passes the picture on (TURN)'],

  'found.on': ['オン', 'On'],
  'found.off': ['オフ', 'Off'],
  'found.none': ['なし', 'None'],
  'found.manual': ['あり（手動の設定）', 'Yes, set by hand'],
  'found.pac': ['あり（設定ファイル）', 'Yes, set by a file (PAC)'],
  'found.automatic': ['あり（自動の設定）', 'Yes, set automatically'],
  'found.blocked': ['通りませんでした', 'Did not get through'],
  'found.not-offered': ['使いません', 'Not used'],

  'advice.unreadable': [
    'この項目は調べられませんでした。電話でオペレーターにお伝えください。',
    'This could not be checked. Please tell the operator on the phone.',
  ],
  'advice.os-unsupported': [
    'この種類のパソコンは、このサポートの対象外です。',
    'This kind of computer is not covered by this service.',
  ],
  'advice.os-older': [
    'サポートの対象よりも古いOSです。',
    'This system is older than those that the service covers.',
  ],
  'advice.os-newer': [
    '新しいOSのため、まだ動作を確かめていません。',
    'This system is newer than those that we have confirmed.',
  ],
  'advice.bits-unsupported': [
    'このOSの形式（32ビット・64ビット）は対象外です。',
    'This form of the system (32-bit or 64-bit) is not covered.',
  ],
  'advice.edition-unlisted': [
    'この種類のWindowsでは、まだ動作を確かめていません。',
    'We have not confirmed this edition of Windows.',
  ],
  'advice.s-mode': [
    '「Sモード」は、決まったソフトだけが使える状態です。一部のサポートができないことがあります。電話でオペレーターにお伝えください。',
    'S mode allows only certain apps, so some help may not be possible. Please tell the operator on the phone.',
  ],
  'advice.language-unconfirmed': [
    'このことばのパソコンでは、まだ動作を確かめていません。',
    'We have not confirmed this language of the system.',
  ],
  'advice.cpu-slow': ['処理装置の性能が条件に足りません。', 'The processor is below what is needed.'],
  'advice.memory-small': ['メモリーが条件に足りません。', 'There is less memory than needed.'],
  'advice.display-small': [
    '画面が条件より小さく設定されています。画面の解像度を上げて、もう一度お調べください。',
    'The display is set too small. Raise its resolution and check again.',
  ],
  'advice.disk-full': [
    'ディスクの空きが足りません。ごみ箱を空にするなどして、もう一度お調べください。',
    'There is too little free space. Empty the bin, for example, and check again.',
  ],
  'advice.proxy-used': [
    'プロキシは、会社などで通信をまとめて通す中継所です。つながりにくいときは、電話でオペレーターにお伝えください。',
    'A proxy passes your traffic on, as many offices have it. If the connection is poor, please tell the operator on the phone.',
  ],
  'advice.proxy-authentication': [
    '通信の中継所が、名前とパスワードを求めています。このパソコンを管理している方にご確認ください。',
    'The proxy, which passes your traffic on, asks for a name and a password. Please ask whoever looks after this computer.',
  ],
  'advice.http-blocked': [
    'この通信は途中で止められています。ルーターやセキュリティソフトが止めていることがあります。',
    'This traffic is stopped on its way, perhaps by the router or by security software.',
  ],
  'advice.https-blocked': [
    'サポートのサーバーに届きませんでした。モデムやルーターの電源を入れ直して、もう一度お調べください。',
    'The support server was not reached. Switch the modem and the router off and on, then check again.',
  ],
  'advice.websocket-blocked': [
    'この通信は途中で止められています。下の予備の通信が通れば、そちらを使います。',
    'This connection is stopped on its way. The fallback below is used where it gets through.',
  ],
  'advice.polling-blocked': [
    '予備の通信は途中で止められています。上の通信が通れば、使うことはありません。',
    'The fallback is stopped on its way. It is not needed where the connection above gets through.',
  ],
  'advice.signalling-blocked': [
    'サポートのサーバーに、どの方法でも届きませんでした。モデムやルーターの電源を入れ直して、もう一度お調べください。',
    'The support server was not reached in any way. Switch the modem and the router off and on, then check again.',
  ],
  'advice.udp-blocked': [
    'この通信は途中で止められています。相手に見える画面の動きが遅くなることがあります。',
    'This way is stopped. The picture that the operator sees may move slowly.',
  ],
  'advice.turn-blocked': [
    '画面を取り次ぐサーバーに届きませんでした。画面が映らないときは、電話だけのサポートになることがあります。',
    'The server that passes the picture on was not reached. If your screen cannot be shown, we help by phone alone.',
  ],
  'advice.not-offered': ['このサポートでは使わない方法です。', 'This service does not use this way.'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
