/** [Japanese, English]: what may be collected, the same words on both screens. */
export const inventoryTexts = {
  'item.certificate': ['電子証明書の番号', 'Certificate number'],
  'item.mac-address': ['MACアドレス', 'MAC address'],
  'item.volume-serial': ['ドライブのボリューム番号', 'Volume serial number'],
  'item.browser': ['ふだんお使いのブラウザー', 'Default browser'],
  'item.mail': ['ふだんお使いのメールソフト', 'Default mail program'],
  'item.router': ['ルーターの機種・ID・パスワード', 'Router: model, login and password'],
  'item.os': ['OSの種類とバージョン', 'Operating system and version'],
  'item.machine-name': ['パソコンの名前', 'Name of this PC'],
  'item.free-space': ['ディスクの空き容量', 'Free disk space'],
  'item.cpu': ['CPUの種類と速さ', 'Processor and its clock'],
  'item.memory': ['メモリーの大きさ', 'Memory size'],
  'item.refused': ['送っていません', 'Not sent'],
} as const satisfies Record<string, readonly [ja: string, en: string]>
