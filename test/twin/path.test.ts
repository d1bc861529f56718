import { X509Certificate } from 'node:crypto';
import { closed, dial, exchange, fetchOnce, get, secure, session } from './client';
import { closeTwins, host, serve, servedModel, until } from './twin';

afterEach(closeTwins);

test('the data centre gets the function’s answer by the company name', async () => {
  const { ready } = await serve();
  const answer = await fetchOnce(ready, 'on-prem', `https://${host}/orders?x=1`);
  expect(answer.status).toBe(200);
  expect(JSON.parse(answer.body)).toMatchObject({ path: '/orders', method: 'GET' });
});

test('the API sees the load balancer’s node as its source', async () => {
  const { ready } = await serve();
  const { socket, address } = await dial(ready, 'on-prem', host);
  const client = await secure(ready, socket, { servername: host });
  const { body } = await exchange(client, get(host));
  expect(JSON.parse(body).source).toBe(address);
});

test('a name with two addresses leads to one node after the other', async () => {
  const { ready } = await serve();
  const dialed = [await dial(ready, 'on-prem', host), await dial(ready, 'on-prem', host)];
  expect(dialed.map(({ address }) => address).sort()).toEqual(['10.20.0.10', '10.20.1.10']);
});

test('the load balancer presents exactly the names of the certificate', async () => {
  const { ready } = await serve();
  const client = await session(ready, 'on-prem', host);
  const certificate = new X509Certificate(client.getPeerCertificate(true).raw);
  expect(certificate.subjectAltName).toBe('DNS:*.corp.example');
});

test('a client that offers TLS 1.1 at most gets an alert', async () => {
  const { ready, journal } = await serve();
  const { socket } = await dial(ready, 'on-prem', host);
  const attempt = secure(ready, socket, {
    servername: host,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1.1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  await expect(attempt).rejects.toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' });
  await until(() => journal.some((entry) => entry.kind === 'connection' && entry.outcome === 'tls-failed'));
});

test('a listener with an old policy takes TLS 1.0', async () => {
  const model = servedModel((draft) => {
    const listener = draft.loadBalancers[0]?.listeners[0];
    if (listener) listener.sslPolicy = 'ELBSecurityPolicy-2016-08';
  });
  const { ready } = await serve({ model });
  const { socket } = await dial(ready, 'on-prem', host);
  const client = await secure(ready, socket, {
    servername: host,
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  expect((await exchange(client, get(host))).status).toBe(200);
});

test('a client without SNI gets the default certificate', async () => {
  const { ready } = await serve();
  const { socket } = await dial(ready, 'on-prem', host);
  const client = await secure(ready, socket, { checkServerIdentity: () => undefined });
  expect(client.getPeerCertificate().subject.CN).toBe('*.corp.example');
});

test('a closed port of the load balancer refuses', async () => {
  const model = servedModel((draft) => {
    for (const group of draft.securityGroups) {
      for (const rule of group.ingress) rule.toPort = 9000;
    }
  });
  const { ready } = await serve({ model });
  expect((await dial(ready, 'on-prem', host, 8443)).reply).toBe(5);
});

test('a network that is not let in meets silence', async () => {
  const { ready, journal } = await serve();
  let answered = false;
  void dial(ready, 'other', '10.20.0.10').then(() => {
    answered = true;
  });
  await until(() => journal.some((entry) => entry.kind === 'connection'));
  expect(journal.at(-1)).toMatchObject({ kind: 'connection', from: 'other', outcome: 'silent' });
  expect(answered).toBe(false);
});

test('the internet does not know the name', async () => {
  const { ready } = await serve();
  expect((await dial(ready, 'internet', host)).reply).toBe(4);
});

test('of an address that nobody knows the proxy says nothing', async () => {
  const { ready } = await serve();
  expect((await dial(ready, 'internet', '192.0.2.1')).reply).toBe(1);
});

test('the public front answers 403 Forbidden for a private API', async () => {
  const { ready } = await serve();
  const url = 'https://api1234567.execute-api.eu-west-1.amazonaws.com/demo';
  const answer = await fetchOnce(ready, 'internet', url);
  expect(answer).toMatchObject({ status: 403, body: '{"message":"Forbidden"}' });
});

test('an endpoint that admits the caller is reached without the load balancer', async () => {
  const model = servedModel((draft) => {
    const group = draft.securityGroups.find(({ id }) => id === 'sg-endpoint');
    group?.ingress.push({ ...group.ingress[0]!, peer: { cidr: '10.20.0.0/16' } });
  });
  const { ready } = await serve({ model });
  const url = 'https://api1234567.execute-api.eu-west-1.amazonaws.com/demo/orders';
  const answer = await fetchOnce(ready, 'app', url);
  expect(JSON.parse(answer.body)).toMatchObject({ path: '/orders', source: '10.20.0.50' });
});

test('a target that the load balancer cannot reach resets the client after TLS', async () => {
  const model = servedModel((draft) => {
    const group = draft.securityGroups.find(({ id }) => id === 'sg-endpoint');
    if (group) group.ingress = [];
  });
  const { ready, journal } = await serve({ model });
  const { socket } = await dial(ready, 'on-prem', host);
  const client = await secure(ready, socket, { servername: host });
  expect(await closed(client)).toBe('ECONNRESET');
  expect(journal.some((entry) => entry.kind === 'connection' && entry.outcome === 'reset')).toBe(true);
});

test('a TCP listener passes TLS through to the endpoint', async () => {
  const model = servedModel((draft) => {
    const listener = draft.loadBalancers[0]?.listeners[0];
    if (listener) Object.assign(listener, { protocol: 'TCP', certificateArns: [] });
    if (draft.targetGroups[0]) draft.targetGroups[0].protocol = 'TCP';
  });
  const { ready } = await serve({ model });
  const { socket } = await dial(ready, 'on-prem', host);
  const client = await secure(ready, socket, { servername: host, checkServerIdentity: () => undefined });
  expect(client.getPeerCertificate().subject.CN).toBe('*.execute-api.eu-west-1.amazonaws.com');
  expect((await exchange(client, get(host))).status).toBe(200);
});

test('one journal entry per request names every hop', async () => {
  const { ready, journal } = await serve();
  await fetchOnce(ready, 'on-prem', `https://${host}/?token=secret`, 'Authorization: Bearer secret\r\n');
  await until(() => journal.some((entry) => entry.kind === 'request'));
  const request = journal.find((entry) => entry.kind === 'request');
  const hops = new Set(request?.hops.map(({ hop }) => hop));
  expect([...hops]).toEqual([
    'dns',
    'network',
    'load-balancer',
    'endpoint',
    'gateway',
    'policy',
    'authorizer',
    'integration',
  ]);
  expect(JSON.stringify(request?.kind === 'request' && { ...request, hops: [] })).not.toContain('secret');
});
