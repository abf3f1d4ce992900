/** Every recorded Windows machine. */
export const machines = [
  'windows-10-enterprise-64',
  'windows-10-home-32-ja',
  'windows-10-home-s',
  'windows-10-pro-64-ja',
  'windows-11-home-ja',
  'windows-11-pro',
] as const
export type MachineName = (typeof machines)[number]
