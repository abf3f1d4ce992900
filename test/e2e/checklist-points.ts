/**
 * The points of Electron's security checklist, in its order and by its names, as the documentation has them in 2026
 * ("Security", "Checklist: Security recommendations").
 */
export const points: Readonly<Record<number, string>> = {
  1: 'Only load secure content',
  2: 'Disable the Node.js integration in all renderers that display remote content',
  3: 'Enable context isolation in all renderers',
  4: 'Enable process sandboxing',
  5: 'Use ses.setPermissionRequestHandler() in all sessions that load remote content',
  6: 'Do not disable webSecurity',
  7: 'Define a Content-Security-Policy and use restrictive rules',
  8: 'Do not enable allowRunningInsecureContent',
  9: 'Do not enable experimental features',
  10: 'Do not use enableBlinkFeatures',
  11: '<webview>: Do not use allowpopups',
  12: '<webview>: Verify options and params',
  13: 'Disable or limit navigation',
  14: 'Disable or limit creation of new windows',
  15: 'Do not use shell.openExternal with untrusted content',
  16: 'Use a current version of Electron',
  17: 'Validate the sender of all IPC messages',
  18: 'Avoid usage of the file:// protocol and prefer usage of custom protocols',
  19: 'Check which fuses you can change',
  20: 'Do not expose Electron APIs to untrusted web content',
}
