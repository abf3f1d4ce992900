/** [Japanese, English]: what the customer reads while the screen is shown, in the window and on the bar. */
export const liveTexts = {
  'live.heading': ['{{operator}} が画面を見ています', '{{operator}} is seeing your screen'],
  'live.sharing': ['画面を表示中です。', 'Your screen is being shown.'],
  'live.starting': ['画面の表示を始めています。', 'Starting to show your screen.'],
  'live.body': [
    'そのまま電話でお話しください。いつでも「切断」を押せば、すぐに終わります。見られたくないものは、先に閉じてください。',
    'Please keep talking on the phone. Press Disconnect at any time and it ends at once. Close anything you do not want seen.',
  ],
  'live.routerShown': [
    'オペレーターに、ルーターの情報を表示しています。',
    'The operator is being shown your router details.',
  ],
  'live.routerWasShown': [
    '{{time}}、オペレーターにルーターの情報を表示しました。',
    'The operator was shown your router details at {{time}}.',
  ],
  'live.disconnect': ['切断', 'Disconnect'],

  'bar.sharing': ['画面を表示中', 'Screen is being shown'],
  'bar.hotkey': ['{{keys}} でも切断できます', '{{keys}} disconnects too'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
