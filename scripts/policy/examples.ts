import type { SettingName, SettingValue } from '../../src/shared/policy'

/**
 * Values that may stand in an example which somebody installs as it is: no real server, nothing accepted for anybody,
 * every lock closed.
 */
export const examples: { readonly [N in SettingName]: SettingValue<N> } = {
  ServerUrl: 'https://support.example.jp',
  AllowedRelays: ['https://support.example.jp'],
  RelayKeys: ['0123456789abcdef'.repeat(4)],
  Profile: 'default',
  Language: 'ja',
  AcceptLicense: false,
  AutoUpdate: false,
  ViewOnly: true,
  NeverCollect: ['machine-name', 'mac-address', 'volume-serial'],
  NoFileTransfer: true,
}
