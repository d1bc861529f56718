import type { IncomingMessage } from 'node:http';

/** One byte more than API Gateway takes (aws-facts §1.6): enough for the path to see that it is too much. */
const keptBytes = 10 * 1024 * 1024 + 1;

let stand: Uint8Array | undefined;

/** Stands for a body that is too large, whose bytes nobody reads. */
function tooLarge(): Uint8Array {
  stand ??= new Uint8Array(keptBytes);
  return stand;
}

/** Whether the headers announce a body. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/** Whether the announced length is more than the gateway takes. */
export function announcesTooMuch({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) >= keptBytes;
}

/**
 * The body, or as many zeros as tell that it is too large: reading stops there.
 * Calls back with nothing when the client goes away first.
 */
export function readBody(
  request: IncomingMessage,
  done: (body: Uint8Array | undefined, isCutShort: boolean) => void,
): void {
  if (announcesTooMuch(request)) {
    done(tooLarge(), true);
    return;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  let isDone = false;
  const finish = (body: Uint8Array | undefined, isCutShort: boolean): void => {
    if (isDone) return;
    isDone = true;
    done(body, isCutShort);
  };
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size < keptBytes) {
      chunks.push(chunk);
      return;
    }
    chunks.length = 0;
    request.pause();
    finish(tooLarge(), true);
  });
  request.on('end', () => finish(Buffer.concat(chunks), false));
  request.on('close', () => finish(undefined, false));
}
