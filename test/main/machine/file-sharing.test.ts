import { describe, expect, it } from 'vitest'
import { fileSharingNames, matchFileSharing } from '../../../src/main/machine/file-sharing'

describe('known file-sharing programs', () => {
  it.each([
    ['qBittorrent 4.6.2', 'qBittorrent'],
    ['qBittorrent v5.0.1 (x64)', 'qBittorrent'],
    ['µTorrent', 'µTorrent'],
    ['μTorrent', 'µTorrent'],
    ['uTorrent.exe', 'µTorrent'],
    ['µTorrent Web', 'µTorrent'],
    ['BitTorrent', 'BitTorrent'],
    ['BitComet 2.10', 'BitComet'],
    ['Winny.exe', 'Winny'],
    ['Winny 2.0 β7.1', 'Winny'],
    ['Share EX2', 'Share'],
    ['perfect dark', 'Perfect Dark'],
    ['Cabos 0.8.2', 'Cabos'],
    ['Cabos.app', 'Cabos'],
    ['LimeWire 5.5.16', 'LimeWire'],
    ['eMule', 'eMule'],
    ['emule.exe', 'eMule'],
    ['Vuze (64-bit)', 'Vuze'],
    ['Azureus', 'Vuze'],
    ['Transmission 4.0.5 (6f37a19) (x64)', 'Transmission'],
    ['transmission-gtk', 'Transmission'],
    ['Transmission.app', 'Transmission'],
    ['DC++ 0.868', 'DC++'],
    ['Nicotine+', 'Soulseek'],
    ['SHAREAZA 2.7.10.2 (64-bit)', 'Shareaza'],
  ])('%s is %s', (name, known) => expect(matchFileSharing([name])).toEqual([known]))

  it.each([
    'Microsoft SharePoint Designer 2013',
    'ShareX',
    'Share Link',
    'Mozilla Thunderbird (x64 ja)',
    'aresize',
    'Microsoft Edge',
    'WinZip 28.0',
    'torrential-library',
    'Automatic Transmission Trainer',
    '',
    '.exe',
    '2.0',
  ])('%s is none of them', (name) => expect(matchFileSharing([name])).toEqual([]))

  it('names each once, in the order of the table, and each is found by its own name', () => {
    expect(matchFileSharing(['qbittorrent.exe', 'Winny.exe', 'qBittorrent 5.0'])).toEqual([
      'Winny',
      'qBittorrent',
    ])
    expect(matchFileSharing([...fileSharingNames])).toEqual([...fileSharingNames])
  })
})
