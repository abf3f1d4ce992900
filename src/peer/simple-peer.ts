// The browser bundle of the package: it carries the Node modules (Buffer, streams) that its source needs.
import type SimplePeerType from 'simple-peer'
// @ts-expect-error the minified bundle has no types of its own
import Bundle from 'simple-peer/simplepeer.min.js'

const SimplePeer = Bundle as typeof SimplePeerType
type SimplePeer = SimplePeerType.Instance
declare namespace SimplePeer {
  type SignalData = SimplePeerType.SignalData
}
export default SimplePeer
