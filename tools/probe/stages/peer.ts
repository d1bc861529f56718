import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';

/** Leaf (SHA-256) → its certificate and chain as they were read once, of sessions whose chain OpenSSL verified. */
const known = new Map<string, DetailedPeerCertificate>();
/** More than a run meets, and not enough to be felt in a server that goes on for months. */
const most = 100;

/**
 * Keeps Node.js from decoding the whole chain for an identity check of its own, which costs a quarter of a handshake:
 * it makes none for a resumed session. Whoever calls this makes that check. Should a later Node.js not ask, it checks
 * as well, and comes to the same.
 */
export function leaveIdentityTo(socket: TLSSocket): void {
  socket.isSessionReused = () => true;
}

/** The peer's certificate with its chain; of a verified one that was met before as it was read then. */
export function readPeer(socket: TLSSocket): DetailedPeerCertificate {
  // getPeerX509Certificate() would take the leaf out of the chain (Node.js 20), and the rest could not be read after it.
  const leaf = socket.authorized ? socket.getPeerCertificate(false).fingerprint256 : undefined;
  if (leaf === undefined) return socket.getPeerCertificate(true);
  let peer = known.get(leaf);
  if (!peer) {
    peer = socket.getPeerCertificate(true);
    if (known.size >= most) known.clear();
    known.set(leaf, peer);
  }
  return peer;
}
