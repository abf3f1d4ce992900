import { contextBridge, type IpcRendererEvent, ipcRenderer } from 'electron'
import type { Bridge } from '../shared/ipc'

// Two functions and nothing of Electron. Which names exist, who may call them and with what, main decides by the table.
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke('call', name, input),
  on: (name, listener) => {
    const heard = (_event: IpcRendererEvent, pushed: string, value: unknown) => {
      if (pushed === name) listener(value as Parameters<typeof listener>[0])
    }
    ipcRenderer.on('push', heard)
    return () => ipcRenderer.off('push', heard)
  },
}

contextBridge.exposeInMainWorld('sobani', bridge)
