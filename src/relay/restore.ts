import type { Services } from './services'

/**
 * Takes over the sessions that an earlier run of the relay left. One whose wait passed while nobody served ends with
 * the next sweep; one whose operator was shut out meanwhile ends here.
 */
export async function restoreSessions({ devices, operators, rooms, sessions }: Services): Promise<void> {
  for (const room of await sessions.listLeft()) {
    rooms.restore(room)
    if ((await operators.byId(room.operator)) === null) rooms.end(room, 'operator-gone')
    // Revoked by a command while no relay was running.
    else if (room.device !== null && (await devices.isRevoked(room.device.id)))
      rooms.showDevice(room, { ...room.device, state: 'revoked' })
  }
}
