import Conf from 'conf'

/** What electron-store is without Electron: the class that it is made of, and its files. */
export default class ElectronStore extends Conf {
  constructor({ name, ...options }: { readonly name: string }) {
    super({ ...options, configName: name, projectName: 'sobani', projectVersion: '0.1.0' })
  }
}
