import { request } from 'node:https';

const timeLimitMs = 3000;
/** A key set has a few keys; nothing larger is read. */
const sizeLimit = 262_144;

/**
 * JSON over HTTPS; redirections are not followed.
 * @param ca PEM of the authority to trust; default: those of Node.js
 */
export function fetchJson(url: string, ca?: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const fail = (why: string) => {
      outgoing.destroy();
      reject(new Error(`${url}: ${why}`));
    };
    const outgoing = request(url, { ca, headers: { accept: 'application/json' } }, (incoming) => {
      if (incoming.statusCode !== 200) return fail(`HTTP ${incoming.statusCode}`);
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('error', (error) => fail(error.message));
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > sizeLimit) fail(`more than ${sizeLimit} bytes`);
        else chunks.push(chunk);
      });
      incoming.on('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString('utf8')));
        } catch {
          fail('no JSON');
        }
      });
    });
    const timer = setTimeout(() => fail(`no answer within ${timeLimitMs} ms`), timeLimitMs);
    outgoing.on('close', () => clearTimeout(timer));
    outgoing.on('error', (error) => fail(error.message));
    outgoing.end();
  });
}
