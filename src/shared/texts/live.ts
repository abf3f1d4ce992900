/** [Japanese, English]: what the customer reads in the window while the screen is shown. */
export const liveTexts = {
  'live.heading': ['{{operator}} が画面を見ています', '{{operator}} is seeing your screen'],
  'live.heading.starting': ['画面の表示を始めています', 'Starting to show your screen'],
  'live.heading.hidden': [
    'いま、オペレーターに画面は見えていません',
    'The operator cannot see your screen just now',
  ],
  'live.heading.lost': ['通信が切れました', 'The connection was lost'],
  'live.sharing': ['画面を表示中です。', 'Your screen is being shown.'],
  'live.starting': [
    'まもなく、オペレーターに画面が見えるようになります。',
    'In a moment the operator will see your screen.',
  ],
  'live.body': [
    'そのまま電話でお話しください。いつでも「切断」を押せば、すぐに終わります。見られたくないものは、先に閉じるか、「目隠し」を押してください。',
    'Please keep talking on the phone. Press Disconnect at any time and it ends at once. Close anything you do not want seen, or press Hide my screen first.',
  ],
  'live.picture.stalled': [
    '画面がうまく送れていません。オペレーターには、止まった画面か真っ黒な画面が見えているかもしれません。直らないときは、電話でオペレーターにお伝えください。',
    'Your screen is not being sent well. The operator may see a still or a black picture. If it does not mend, please tell the operator on the phone.',
  ],
  'live.picture.asleep': [
    'パソコンがスリープに入りました。動き出すと、自動で元に戻ります。',
    'This computer went to sleep. It goes on by itself once the computer is awake.',
  ],
  'live.picture.locked': [
    'ロック画面や、許可を求める画面は、オペレーターには見えません。閉じると、自動で元に戻ります。',
    'The operator cannot see the lock screen, nor screens that ask for permission. It goes on by itself once they are closed.',
  ],
  'live.picture.permission': [
    'このMacの設定で、画面を見せることが、まだ許可されていません。次の順に設定してください。',
    'The settings of this Mac do not allow the screen to be shown yet. Please do the following.',
  ],
  'live.picture.display-gone': [
    'お見せしていた画面（ディスプレイ）が、外れたか、電源が切れました。ケーブルと電源をお確かめください。',
    'The display that was shown was unplugged or switched off. Please check its cable and power.',
  ],
  'live.picture.covered': [
    '「表示中」の枠が、ほかのものに隠れています。枠の上にあるウィンドウを動かすか閉じると、自動で元に戻ります。1分たっても隠れたままのときは、安全のため終わります。',
    'Something covers the frame that says your screen is shown. Move or close what lies over it, and it goes on by itself. If it stays covered for a minute, the session ends for your safety.',
  ],
  'live.picture.paused': [
    '目隠し中です。「目隠しをやめる」を押すまで、オペレーターには何も見えません。',
    'Your screen is hidden. The operator sees nothing until you press Show my screen again.',
  ],
  'live.picture.private': [
    'パスワードを入力するあいだ、自動で目隠しをしています。入力が終わると、元に戻ります。',
    'Your screen is hidden by itself while a password is typed. It goes on once that is done.',
  ],
  'live.picture.question': [
    'お返事をいただくまで、画面は見えません。',
    'Your screen cannot be seen until you answer.',
  ],
  'live.picture.words': [
    '三つの言葉を確かめるまで、画面は見えません。',
    'Your screen cannot be seen until the three words are checked.',
  ],
  'live.picture.contact': [
    '自動でつなぎ直しています。電話はそのままで、お待ちください。',
    'It is being connected again by itself. Please stay on the phone and wait.',
  ],
  'live.permission.open': [
    '画面の左上のアップルのマークから、「システム設定」（または「システム環境設定」）を開く',
    'From the Apple menu at the top left, open System Settings (or System Preferences)',
  ],
  'live.permission.privacy': [
    '「プライバシーとセキュリティ」を押し、「画面収録」と書かれたところを開く',
    'Choose Privacy & Security, then open Screen Recording',
  ],
  'live.permission.allow': ['一覧の「{{app}}」をオンにする', 'Switch on {{app}} in the list'],
  'live.permission.restart': [
    '「終了して再度開く」と出たら、それを押してください。ソフトが開き直したら、オペレーターに新しい番号をお聞きください。',
    'If you are asked to quit and reopen, do so. When the software has opened again, ask the operator for a new code.',
  ],
  'live.lost.since': ['切れてから：{{time}}', 'Lost for {{time}}'],
  'live.lost.limit': [
    '{{time}}たってもつながらないときは、自動で終わります。',
    'If it cannot be connected within {{time}}, the session ends by itself.',
  ],
  'live.time.minutes': ['{{minutes}}分', '{{minutes}} min'],
  'live.time.seconds': ['{{seconds}}秒', '{{seconds}} s'],
  'live.time.both': ['{{minutes}}分{{seconds}}秒', '{{minutes}} min {{seconds}} s'],
  'live.display': ['お見せしている画面：{{display}}', 'Display that is shown: {{display}}'],
  'live.display-named': ['{{label}}（{{width}} × {{height}}）', '{{label}} ({{width}} × {{height}})'],
  'live.display-size': ['{{width}} × {{height}}', '{{width}} × {{height}}'],
  'live.ends-soon': ['まもなく、1回のサポートの時間の上限です。', 'The time for one session is nearly over.'],
  'live.time-left': ['残り：{{time}}', 'Time left: {{time}}'],
  'live.auto-pause': [
    'パスワードを入力するあいだは、自動で目隠しをする',
    'Hide my screen by itself while a password is typed',
  ],
  'live.pause': ['目隠し', 'Hide my screen'],
  'live.unpause': ['目隠しをやめる', 'Show my screen again'],
  'live.go-on.heading': ['このまま続けますか', 'Do you want to go on?'],
  'live.go-on.body': [
    'お返事をいただくまで、オペレーターには何も見えません。お返事がないときは、自動で終わります。',
    'The operator sees nothing until you answer. Without an answer, the session ends by itself.',
  ],
  'live.go-on.yes': ['続ける', 'Go on'],
  'live.words.heading': ['新しい三つの言葉を、声に出して確かめてください', 'Check three new words aloud'],
  'live.words.body': [
    'つなぎ直したため、言葉が変わりました。オペレーターと電話で読み合わせてください。一つでも違うときは、「違います」を押してください。安全のため、そこで終わります。',
    'The connection was made anew, so the words have changed. Say them to each other on the phone. If even one differs, press They differ: it then ends, to be safe.',
  ],
  'live.words.differ': ['違います', 'They differ'],
  'live.words.same': ['同じです', 'They are the same'],
  'live.others.heading': ['ほかの画面も見せますか', 'Show the other displays too?'],
  'live.others.body': [
    'オペレーターが、このパソコンにつながっているほかの画面（ディスプレイ）も見たいと言っています。お断りになっても、いまのまま続けられます。',
    'The operator asks to see the other displays of this computer as well. If you refuse, it goes on as it is.',
  ],
  'live.others.no': ['いいえ、見せません', 'No, do not show them'],
  'live.others.yes': ['はい、見せます', 'Yes, show them'],
  'live.still.heading': ['画面の写真を保存してよいですか', 'May a picture of your screen be saved?'],
  'live.still.body': [
    'オペレーターが、いま見えている画面を、写真として1枚保存しようとしています。お断りになっても、いまのまま続けられます。',
    'The operator asks to keep one picture of your screen as it is now. If you refuse, it goes on as it is.',
  ],
  'live.still.no': ['いいえ、保存させません', 'No, do not save it'],
  'live.still.yes': ['はい、保存してかまいません', 'Yes, it may be saved'],
  'live.routerShown': [
    'オペレーターに、ルーターの情報を表示しています。',
    'The operator is being shown your router details.',
  ],
  'live.routerWasShown': [
    '{{time}}、オペレーターにルーターの情報を表示しました。',
    'The operator was shown your router details at {{time}}.',
  ],
  'live.disconnect': ['切断', 'Disconnect'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
