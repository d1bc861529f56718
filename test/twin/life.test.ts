import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { notEmulated, startTwin, tellTwin } from '../../tools/twin';
import { describeTwin } from '../../tools/twin/describe';
import { closed, dial, exchange, fetchOnce, get, session } from './client';
import { closeTwins, echo, host, serve, servedModel, until } from './twin';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ready-'));
});
afterEach(async () => {
  await closeTwins();
  rmSync(folder, { recursive: true, force: true });
});

function versioned(version: string) {
  return servedModel((draft) => {
    const [lambda] = draft.functions;
    if (lambda) lambda.environment = { VERSION: version };
  });
}

const slow = echo
  .replace('=> ({', '=> (await new Promise((r) => setTimeout(r, 50)), {')
  .replace(/\}\)$/, '})');

test('a reload serves the new model on the same ports', async () => {
  const twin = await serve({ model: versioned('1') });
  const before = twin.ready.vantages;
  await twin.reload(versioned('2'));
  const { body } = await fetchOnce(twin.ready, 'on-prem', `https://${host}/`);
  expect(JSON.parse(body).version).toBe('2');
  expect(twin.ready.vantages).toEqual(before);
});

test('a request in flight over a reload finishes with the old function', async () => {
  const model = (version: string) => {
    const made = versioned(version);
    Object.assign(made.functions[0] as object, { inlineCode: slow });
    return made;
  };
  const twin = await serve({ model: model('1') });
  const client = await session(twin.ready, 'on-prem', host);
  await exchange(client, get(host));
  const inFlight = exchange(client, get(host));
  await twin.reload(model('2'));
  expect((await inFlight).status).toBe(200);
  expect(JSON.parse((await exchange(client, get(host))).body).version).toBe('2');
});

test('a vantage that is gone after a reload has no ports, a new one has', async () => {
  const twin = await serve();
  await twin.reload(
    servedModel((draft) => {
      for (const vantage of draft.vantages) if (vantage.name === 'other') vantage.name = 'branch';
    }),
  );
  expect(Object.keys(twin.ready.vantages)).toEqual(['app', 'on-prem', 'internet', 'branch']);
});

test('the ready file tells all, to its owner only, and goes at the end', async () => {
  const readyFile = join(folder, 'ready.json');
  const twin = await serve({ readyFile });
  expect(JSON.parse(readFileSync(readyFile, 'utf8'))).toEqual(twin.ready);
  expect(statSync(readyFile).mode & 0o777).toBe(0o600);
  await closeTwins();
  expect(statSync(readyFile, { throwIfNoEntry: false })).toBeUndefined();
});

test('a ready file that cannot be written is an error, and nothing keeps running', async () => {
  const attempt = startTwin({ model: servedModel(), readyFile: join(folder, 'none', 'ready.json') });
  await expect(attempt).rejects.toThrow('TWIN_READY_FILE');
});

test('a running twin is told by its ready file', async () => {
  const readyFile = join(folder, 'ready.json');
  const twin = await serve({ readyFile, healthCheckSpeed: 6000 });
  expect(await tellTwin(readyFile, { fail: ['zone=a', 'target=10.20.1.20'], heal: [] })).toBe(true);
  expect(await tellTwin(readyFile, { fail: [], heal: ['target=10.20.1.20'] })).toBe(true);
  await twin.settled();
  expect((await dial(twin.ready, 'on-prem', host)).address).toBe('10.20.1.10');
});

test('what the twin does not know is told with its own words', async () => {
  const readyFile = join(folder, 'ready.json');
  await serve({ readyFile });
  await expect(tellTwin(readyFile, { fail: ['zone=q'], heal: [] })).rejects.toThrow('TWIN_UNKNOWN_ZONE');
  await expect(tellTwin(readyFile, { fail: ['moon=a'], heal: [] })).rejects.toThrow('TWIN_BAD_FAILURE');
});

test('no twin is told where none runs', async () => {
  const readyFile = join(folder, 'ready.json');
  expect(await tellTwin(readyFile, { fail: ['zone=a'], heal: [] })).toBe(false);
  const stale = { control: { url: 'http://127.0.0.1:9', token: 'x' } };
  writeFileSync(readyFile, JSON.stringify(stale));
  expect(await tellTwin(readyFile, { fail: ['zone=a'], heal: [] })).toBe(false);
});

test('control without the token is refused', async () => {
  const { ready } = await serve();
  const ask = (headers: Record<string, string>) => fetch(`${ready.control.url}/state`, { headers });
  expect((await ask({})).status).toBe(401);
  expect((await ask({ authorization: 'Bearer wrong' })).status).toBe(401);
  const allowed = await ask({ authorization: `Bearer ${ready.control.token}` });
  expect(await allowed.json()).toMatchObject({ failures: { zones: [] }, targets: [{ healthy: true }, {}] });
});

test('a thousand clients at once are all answered', async () => {
  const { ready } = await serve();
  const statuses = await Promise.all(
    Array.from({ length: 1000 }, async () => {
      const client = await session(ready, 'on-prem', host);
      const { status } = await exchange(client, get(host));
      client.destroy();
      return status;
    }),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
}, 30_000);

test('clients that reset in the middle do not disturb the others', async () => {
  const { ready } = await serve();
  await Promise.all(
    Array.from({ length: 50 }, async (_, index) => {
      const { socket } = await dial(ready, 'on-prem', host);
      if (index % 2) socket.write('\x16\x03\x01\x02\x00\x01');
      const end = closed(socket);
      socket.resetAndDestroy();
      await end;
    }),
  );
  expect((await fetchOnce(ready, 'on-prem', `https://${host}/`)).status).toBe(200);
});

test('clients that leave before their answer leave no connection behind', async () => {
  const { ready } = await serve();
  const connections = async (): Promise<number> => {
    const headers = { authorization: `Bearer ${ready.control.token}` };
    const response = await fetch(`${ready.control.url}/state`, { headers });
    return ((await response.json()) as { connections: number }).connections;
  };
  await Promise.all(
    Array.from({ length: 60 }, async (_, index) => {
      const client = await session(ready, 'on-prem', host);
      if (index % 3 > 0) client.write(get(host).repeat(index % 3));
      if (index % 2) await new Promise((resolve) => setImmediate(resolve));
      client.destroy();
    }),
  );
  while ((await connections()) > 0) await new Promise((resolve) => setImmediate(resolve));
}, 10_000);

test('close leaves no handle, whatever is going on', async () => {
  const count = () =>
    process.getActiveResourcesInfo().filter((name) => /^(TCP|UDP|MessagePort|Worker)/.test(name)).length;
  const before = count();
  let isSilent = false;
  const twin = await startTwin({
    model: servedModel(),
    journal: (entry) => {
      isSilent ||= entry.kind === 'connection' && entry.outcome === 'silent';
    },
  });
  const client = await session(twin.ready, 'on-prem', host);
  await exchange(client, get(host));
  void dial(twin.ready, 'other', '10.20.0.10');
  await until(() => isSilent);
  const end = closed(client);
  await twin.close();
  await end;
  await closeTwins();
  await until(() => count() <= before);
});

test('what is not emulated is told at start and in the folder’s README', async () => {
  const { ready } = await serve();
  const readme = readFileSync(join(__dirname, '../../tools/twin/README.md'), 'utf8');
  const listed = readme.slice(readme.indexOf('## Not emulated')).match(/^- .*$/gm);
  expect(listed).toEqual(notEmulated.map((line) => `- ${line}`));
  for (const line of notEmulated) expect(describeTwin(ready)).toContain(line);
});
