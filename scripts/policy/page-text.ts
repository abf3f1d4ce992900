import type { Pair } from './wording'

/** The words of docs/policy.md around the list of settings. */
export const pageText = {
  heading: ['設定（ポリシー）', 'Settings (policy)'],
  intro: [
    '会社や団体が、管理するパソコンについて決められることの一覧です。このページと [`deploy/policy/`](../deploy/policy) のひな型は、`src/shared/policy.ts` の一つの表から `npm run policy` が作ります。手で直さないでください。',
    'What an organisation may decide for its PCs. This page and the templates in [`deploy/policy/`](../deploy/policy) are made by `npm run policy` from the one table in `src/shared/policy.ts`: do not edit them by hand.',
  ],
  list: ['一覧', 'All settings'],
  each: ['それぞれの設定', 'Each setting'],
  orderHeading: ['どの設定が優先されるか', 'Which source wins'],
  order: [
    `1. ポリシー（グループポリシー、MDM、Linux の \`managed\`）
2. インストール時の既定値（MSI のプロパティ、PKG、Linux の \`recommended\`）
3. 利用者の選択
4. プログラムに組み込まれた値

「制限」の設定は違います。どの設定元もさらに厳しくでき、どの設定元もゆるめられません（サーバーの一覧は共通するものだけ、集めない情報は足し合わせ、「有効」は一つでもあれば有効）。

1回ごとの画面共有の許可と、「ご利用にあたって」への同意を先に済ませる設定はありません。`,
    `1. policy (group policy, device management, \`managed\` on Linux)
2. defaults of the installation (MSI properties, PKG, \`recommended\` on Linux)
3. the user's choice
4. what the program was built with

A lock is different: every source may close it further and none can open it (of the lists of servers only what all have, of the items never collected all together, and one "enabled" is enough).

No setting allows a session or agrees to the notices in advance.`,
  ],
  faultsHeading: ['読めない設定があるとき', 'What cannot be read'],
  faults: [
    `いちばん厳しい値として扱い、画面にもそう表示します。値そのものは記録しません。

| 起きたこと | 扱い |
| --- | --- |
| 設定元の全体が読めない、または管理者以外が書き換えられる | すべての設定が「読み取れないとき」の値になります |
| 一つの値の形が違う | その設定だけが「読み取れないとき」の値になります |
| 知らない名前がある（新しい版の制限かもしれません） | 「AllowedRelays」以外のすべての制限が「読み取れないとき」の値になります |`,
    `It counts as the strictest value, and the screen says so. The value itself is never logged.

| what happened | what holds |
| --- | --- |
| a whole source cannot be read, or others than administrators can write it | every setting is at its "cannot be read" value |
| one value has the wrong shape | that setting is |
| a name is unknown (a lock of a later version, perhaps) | every lock but \`AllowedRelays\` is |`,
  ],
  placesHeading: ['ファイルの置き場所', 'Where the files go'],
  places: [
    `- **Windows（グループポリシー）**: \`sobani.admx\` を \`C:\\Windows\\PolicyDefinitions\`、\`ja-JP\\sobani.adml\` と \`en-US\\sobani.adml\` をその下の同じ名前のフォルダーに置きます。ドメインでは \`\\\\<ドメイン>\\SYSVOL\\<ドメイン>\\Policies\\PolicyDefinitions\`（セントラルストア）に置くと、すべての管理者が使えます。設定は「コンピューターの構成 > 管理用テンプレート > そばに（Sobani）」にあります。
- **Windows（MDM）**: ADMX を取り込める MDM に \`sobani.admx\` と ADML を取り込みます。どちらの方法でも、値は \`HKLM\\SOFTWARE\\Policies\\Sobani\\Agent\` に入ります。HKCU は読みません。MSI の既定値は \`HKLM\\SOFTWARE\\Sobani\\Agent\` です。どちらも64ビットのビューです。
- **macOS**: \`jp.sobani.agent.mobileconfig\` を、要らない設定と例の値を直してから MDM で配布します。macOS が \`/Library/Managed Preferences/jp.sobani.agent.plist\` に書きます。PKG の既定値は \`/Library/Preferences/jp.sobani.agent.plist\` です。
- **Linux**: \`sobani.json\` を直して \`/etc/opt/sobani/policies/managed/\` に置きます。\`/etc/opt/sobani\` から下のフォルダーとファイルは root のもので、ほかの人が書き換えられないことが必要です。既定値は \`/etc/opt/sobani/policies/recommended/\` です。`,
    `- **Windows, group policy**: \`sobani.admx\` into \`C:\\Windows\\PolicyDefinitions\`, \`ja-JP\\sobani.adml\` and \`en-US\\sobani.adml\` into the folders of the same names below it. In a domain put them into the central store, \`\\\\<domain>\\SYSVOL\\<domain>\\Policies\\PolicyDefinitions\`, where every administrator finds them. The settings are under Computer Configuration > Administrative Templates > Sobani.
- **Windows, device management**: import \`sobani.admx\` and an ADML where yours takes ADMX files. Either way the values stand in \`HKLM\\SOFTWARE\\Policies\\Sobani\\Agent\`; HKCU is never read. Defaults of the MSI are in \`HKLM\\SOFTWARE\\Sobani\\Agent\`. Both in the 64-bit view.
- **macOS**: take what you do not need out of \`jp.sobani.agent.mobileconfig\`, put your own values in, and distribute it by device management; macOS writes \`/Library/Managed Preferences/jp.sobani.agent.plist\`. Defaults of the PKG are in \`/Library/Preferences/jp.sobani.agent.plist\`.
- **Linux**: edit \`sobani.json\` and put it into \`/etc/opt/sobani/policies/managed/\`. Folders and files from \`/etc/opt/sobani\` down must be root's, and writable by nobody else. Defaults go into \`/etc/opt/sobani/policies/recommended/\`.`,
  ],
  showHeading: ['いま効いている設定を見る', 'See what is in force'],
  show: [
    '`sobani --print-policy` は、それぞれの設定の値と、どこで決まったか、読めなかったものを表示して終わります。画面には「このパソコンは管理されています」と、決められている項目が出ます。',
    '`sobani --print-policy` prints the value of each setting, which source it comes from and what could not be read, and ends. The screen says “This computer is managed” and lists what was decided.',
  ],
  name: ['名前', 'name'],
  what: ['内容', 'what it decides'],
  kind: ['種類', 'kind'],
  lock: ['制限', 'lock'],
  property: ['MSI のプロパティ', 'MSI property'],
  registry: ['レジストリの型', 'registry type'],
  values: ['値', 'values'],
  limits: ['大きさ', 'limits'],
  unset: ['設定しないとき', 'not set'],
  unreadable: ['読み取れないとき', 'cannot be read'],
  example: ['例', 'example'],
  yes: ['はい', 'yes'],
  no: ['いいえ', 'no'],
} as const satisfies Record<string, Pair>
export type PageKey = keyof typeof pageText
