import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ProbeTarget, probe } from '../../tools/probe';
import { keepMemorySmall } from '../../tools/probe/running/memory';
import { startTwin } from '../../tools/twin';
import { mintCertificate } from '../helpers/certificates';
import { generate, type Load } from './load';
import { referenceEnvironment } from './reference';

/** What a child process of the bench does; it says when it is ready and ends when its parent lets go. */
export const roles: Readonly<Record<string, () => Promise<void>>> = {
  async twin() {
    const { model, remove } = referenceEnvironment();
    const twin = await startTwin({ model, throttling: false });
    await twin.settled();
    process.send?.({ socks: twin.ready.vantages['on-prem']?.socks });
    process.once('disconnect', () => void twin.close().then(remove));
  },

  async load() {
    process.on('message', (load: Load) => void generate(load).then((rate) => process.send?.(rate)));
    process.send?.('ready');
  },

  async 'probe-many'() {
    keepMemorySmall();
    process.on('message', (targets: readonly ProbeTarget[]) => {
      const started = performance.now();
      void probe(targets, { concurrency: 50 }).then(({ results }) => {
        const ms = performance.now() - started;
        process.send?.({ ms, answered: results.filter(({ status }) => status === 200).length });
      });
    });
    process.send?.('ready');
  },

  async 'tls-server'() {
    const { key, cert, ca } = await mintCertificate(['localhost']);
    const folder = mkdtempSync(join(tmpdir(), 'hybrid-bench-'));
    const file = join(folder, 'ca.pem');
    writeFileSync(file, ca);
    const server = createServer({ key, cert }, (_request, response) => response.end('hello'));
    server.listen(0, '127.0.0.1', () =>
      process.send?.({ port: (server.address() as { port: number }).port, ca: file }),
    );
    process.once('disconnect', () => {
      server.close();
      server.closeAllConnections();
      rmSync(folder, { recursive: true });
    });
  },
};
