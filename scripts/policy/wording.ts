import type { Language } from '../../src/shared/languages'
import type { SettingName } from '../../src/shared/policy'

/** [Japanese, English], like the texts of the screens: a sentence without its twin does not compile. */
export type Pair = readonly [ja: string, en: string]

export const inLanguage = ([ja, en]: Pair, language: Language): string => (language === 'ja' ? ja : en)

type Words = {
  readonly title: Pair
  /** What it does, as an administrator reads it beside the switch. */
  readonly explain: Pair
  /** What may be set, where a table cannot say it. */
  readonly values: Pair
  /** What is in force where nobody set it. */
  readonly unset: Pair
}

/** What administrators read of each setting. Its name, limits and locks come from the schema. */
export const wording: { readonly [N in SettingName]: Words } = {
  ServerUrl: {
    title: ['接続先のサーバー', 'Support server'],
    explain: [
      'このソフトが接続するサポートのサーバー（リレー）を決めます。利用者は変えられません。',
      'The support server (relay) that the agent connects to. Users cannot change it.',
    ],
    values: [
      '「https://support.example.jp」のような https のアドレス。パスは付けません。http は、このパソコン自身（localhost）だけです。',
      'An https address such as "https://support.example.jp", without a path. http only for this very PC (localhost).',
    ],
    unset: [
      '配布されたプログラムに組み込まれたサーバーに接続します。',
      'The server that the program was built for.',
    ],
  },
  AllowedRelays: {
    title: ['接続を許可するサーバー', 'Allowed support servers'],
    explain: [
      'ここに挙げたサーバー以外とは通信しません。ほかの設定やプログラムが別のサーバーを指していても、接続しません。',
      'The agent talks to these servers and to no other, whatever else names one.',
    ],
    values: ['https のアドレスを1行に1つ。', 'https addresses, one a line.'],
    unset: [
      '接続先は「接続先のサーバー」、またはプログラムに組み込まれたサーバーだけで決まります。',
      'Only "Support server", or the server the program was built for, decides.',
    ],
  },
  RelayKeys: {
    title: ['サーバーの公開鍵', 'Keys of the support server'],
    explain: [
      'オペレーターの名前に署名してよいサーバーの鍵です。ここにない鍵で署名された名前には接続しません。鍵を入れ替える間は、新旧の両方を入れてください。',
      'Keys that a server may sign an operator’s name with. A name signed with another key is refused. List the old and the new one while a key is being replaced.',
    ],
    values: [
      '公開鍵の SHA-256 を16進数64けた（小文字）で1行に1つ。サーバーで「npm run relay -- identity」を実行すると表示されます。',
      'The SHA-256 of the public key, 64 small hexadecimal digits, one a line, as "npm run relay -- identity" prints it on the server.',
    ],
    unset: [
      'プログラムに組み込まれた鍵を使います。それもない場合は、最初に接続したときの鍵を覚えます。',
      'The keys the program was built with; without any, the key of the first session is remembered.',
    ],
  },
  Profile: {
    title: ['サービスの種類', 'Service profile'],
    explain: [
      'サーバーに問い合わせるサービス（会社名、電話番号、受付時間、確認する項目）の名前です。',
      'The name of the service (company, phone number, hours, what is checked) that the server is asked for.',
    ],
    values: ['英小文字、数字、ハイフン。', 'Small letters, digits and hyphens.'],
    unset: ['プログラムに組み込まれたサービスを使います。', 'The service that the program was built for.'],
  },
  Language: {
    title: ['画面のことば', 'Language'],
    explain: [
      '画面のことばを決めます。利用者の選択より優先します。',
      'The language of the screens. It comes before what the user chose.',
    ],
    values: ['ja（日本語）または en（English）。', 'ja (Japanese) or en (English).'],
    unset: [
      '利用者が選んだことば、それもなければパソコンのことばです。',
      'What the user chose, else the language of the PC.',
    ],
  },
  AcceptLicense: {
    title: ['使用許諾への同意（組織として）', 'Accept the licence for the organisation'],
    explain: [
      '組織が職員に代わって、ソフトウェア使用許諾に同意します。「ご利用にあたって」への同意と、1回ごとの画面共有の許可は、いつでも利用者本人が行います。これを省く設定はありません。',
      'The organisation accepts the software licence for its staff. The notices, and the permission for each single session, always stay with the person at the PC: no setting gives them in advance.',
    ],
    values: ['有効 = 同意する。無効 = 利用者に尋ねる。', 'Enabled = accepted. Disabled = the user is asked.'],
    unset: ['利用者に尋ねます。', 'The user is asked.'],
  },
  AutoUpdate: {
    title: ['更新の確認', 'Look for updates'],
    explain: [
      '新しい版があるかどうかを確かめます。MSI や PKG で入れたときは、お知らせするだけで、自動では入れ替えません。',
      'Whether new versions are looked for. Installed by MSI or PKG the agent only says that there is one and never installs it.',
    ],
    values: ['有効 = 確かめる。無効 = 確かめない。', 'Enabled = look for them. Disabled = do not.'],
    unset: [
      '利用者が自分で入れたものは確かめます。MSI や PKG で入れたものは確かめません。',
      'Looked for where a user installed it; not where MSI or PKG did.',
    ],
  },
  ViewOnly: {
    title: ['画面を見るだけに限る', 'View only'],
    explain: [
      'オペレーターは画面を見るだけで、操作はできません。この版にはもともと操作の機能がありませんが、後の版でもこの制限は続きます。',
      'The operator looks and never operates. This version can do nothing else; the lock holds for later ones as well.',
    ],
    values: ['有効 = 見るだけ。無効 = 制限を加えない。', 'Enabled = view only. Disabled = adds no lock.'],
    unset: ['制限を加えません。', 'No lock.'],
  },
  NeverCollect: {
    title: ['集めない情報', 'Never collected'],
    explain: [
      'ここに挙げた項目は、サービスが求めていても、画面に出さず、読み取らず、送りません。',
      'These items are not offered, not read and not sent, whatever the service asks for.',
    ],
    values: [
      '項目の名前（os、machine-name など）を1行に1つ。',
      'Names of items (os, machine-name and so on), one a line.',
    ],
    unset: [
      'サービスが求める項目を、利用者が一つずつ選びます。',
      'What the service asks for is offered, and the user chooses each item.',
    ],
  },
  NoFileTransfer: {
    title: ['ファイルの受け渡しを禁止する', 'No file transfer'],
    explain: [
      'ファイルとして渡るものを一切なくします。この版では、オペレーターが求める静止画の保存がこれに当たります。',
      'Nothing is handed over as a file. In this version that is the still picture that an operator may ask to keep.',
    ],
    values: [
      '有効 = 禁止する。無効 = 制限を加えない。',
      'Enabled = nothing is handed over. Disabled = adds no lock.',
    ],
    unset: [
      '制限を加えません。静止画は1枚ごとに利用者に尋ねます。',
      'No lock. The user is asked for each still.',
    ],
  },
}

/** Folders of the editor: what each setting is about. */
export const categories = {
  Server: { title: ['接続先', 'Support server'] },
  Service: { title: ['サービスと画面', 'Service and screens'] },
  Locks: { title: ['制限', 'Locks'] },
} as const satisfies Record<string, { readonly title: Pair }>
export type CategoryName = keyof typeof categories

export const categoryOf: { readonly [N in SettingName]: CategoryName } = {
  ServerUrl: 'Server',
  AllowedRelays: 'Server',
  RelayKeys: 'Server',
  Profile: 'Service',
  Language: 'Service',
  AcceptLicense: 'Service',
  AutoUpdate: 'Service',
  ViewOnly: 'Locks',
  NeverCollect: 'Locks',
  NoFileTransfer: 'Locks',
}
