export { ownAddress, startTurnServer, type TurnServer } from '../scripts/network/turn-server'
