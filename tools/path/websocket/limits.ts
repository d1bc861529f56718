/** AWS's quota page for WebSocket APIs (doc). */
export const messageBytes = 128 * 1024;
/** Of one frame. A client that does not split its messages has one frame a message (doc). */
export const frameBytes = 32 * 1024;
export const urlLength = 4096;

/** Milliseconds without a message either way (doc). */
export const idleMs = 10 * 60 * 1000;
/** Milliseconds that a connection may stand (doc). */
export const lifeMs = 2 * 60 * 60 * 1000;

/** How API Gateway ends a connection that stood too long or idle (1001 from captures; its words inferred). */
export const goingAway = { code: 1001, reason: 'Going away' } as const;
/** For what is too large: code doc, words inferred. */
export const tooBig = { code: 1009, reason: 'Message too long' } as const;
/** For DELETE of a connection (inferred). */
export const closedByBackend = { code: 1000, reason: 'Connection Closed Normally' } as const;

/** When a connection has to end, in milliseconds since the epoch: the nearer of both limits. */
export function endsAt(connectedAt: number, lastActiveAt: number, idle = idleMs): number {
  return Math.min(connectedAt + lifeMs, lastActiveAt + idle);
}

/** `disconnectReason` of the event: of 1005 a capture, of the others inferred. */
export function disconnectReason(code: number, reason: string): string {
  if (reason !== '') return reason;
  if (code === 1005) return 'Client-side close frame status not set';
  return code === 1006 ? 'Connection closed abnormally' : '';
}
