import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { serve } from '../../../../tools/probe/running/serve/serve';
import type { ProbeTarget } from '../../../../tools/probe/target';
import { mintCertificate } from '../../../helpers/certificates';
import { gatewayHeaders, Opened } from '../../helpers/servers';

const opened = new Opened();
let minted: Awaited<ReturnType<typeof mintCertificate>>;
beforeAll(async () => {
  minted = await mintCertificate(['pvt-api.corp.example']);
});
afterEach(() => opened.close());

const minute = { host: '127.0.0.1', port: 0, every: 60_000, anyTarget: false, concurrency: 10 };

/** What a server of these calls answers to requests, one after the other. */
async function answers(
  targets: readonly ProbeTarget[],
  paths: readonly (readonly [path: string, headers?: Record<string, string>])[],
) {
  const controller = new AbortController();
  let ready: (address: AddressInfo) => void = () => {};
  const listening = new Promise<AddressInfo>((resolve) => {
    ready = resolve;
  });
  const ended = serve(targets, minute, { signal: controller.signal }, ready);
  const { port } = await Promise.race([listening, ended.then(() => Promise.reject(new Error('ended')))]);
  const all: { status: number; type: string; text: string }[] = [];
  for (const [path, headers] of paths) all.push(await get(port, path, headers));
  controller.abort();
  await ended;
  return all;
}

function get(port: number, path: string, headers: Record<string, string> = {}) {
  return new Promise<{ status: number; type: string; text: string }>((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'] ?? '', text }),
      );
    })
      .on('error', reject)
      .end();
  });
}

async function gateway(status: number): Promise<ProbeTarget> {
  const port = await opened.https(minted, (_request, response) =>
    response.writeHead(status, gatewayHeaders).end('{}'),
  );
  const url = `https://pvt-api.corp.example:${port}/`;
  return { name: 'orders', url, address: '127.0.0.1', ca: minted.ca, expect: { status: 200 } };
}

test('a scrape of /probe has blackbox_exporter’s names, without labels of the target', async () => {
  const [good] = await answers([await gateway(200)], [['/probe?target=orders']]);
  expect(good?.status).toBe(200);
  expect(good?.type).toContain('text/plain; version=0.0.4');
  for (const line of [
    /^probe_success 1$/m,
    /^probe_http_status_code 200$/m,
    /^probe_http_ssl 1$/m,
    /^probe_duration_seconds 0\.\d+$/m,
    /^probe_dns_lookup_time_seconds 0$/m,
    /^probe_http_duration_seconds\{phase="tls"\} 0\.\d+$/m,
    /^probe_ip_protocol 4$/m,
    /^probe_tls_version_info\{version="TLS 1\.3"\} 1$/m,
    /^probe_ssl_earliest_cert_expiry \d+$/m,
  ])
    expect(good?.text).toMatch(line);
});

test('a call that is not as expected is an answer too, and says which hop decided', async () => {
  const [bad] = await answers([await gateway(502)], [['/probe?target=orders']]);
  expect(bad?.status).toBe(200);
  expect(bad?.text).toMatch(/^probe_success 0$/m);
  expect(bad?.text).toMatch(/^probe_verdict\{outcome="stop",hop="integration",code="[A-Z_]+",/m);
});

test('OpenMetrics is for who asks for it', async () => {
  const accept = 'application/openmetrics-text;version=1.0.0,text/plain;q=0.5';
  const [open] = await answers([await gateway(200)], [['/probe?target=orders', { accept }]]);
  expect(open?.type).toContain('application/openmetrics-text');
  expect(open?.text).toMatch(/# UNIT probe_duration_seconds seconds\n(.*\n)*# EOF\n$/);
});

test('other hosts are not called, and pages that are not there are said', async () => {
  const target = await gateway(200);
  let called = false;
  const other = await opened.tcp(() => {
    called = true;
  });
  const all = await answers(
    [target],
    [
      [`/probe?target=https://127.0.0.1:${other}/`],
      ['/probe'],
      ['/probe?target=orders', { 'x-prometheus-scrape-timeout-seconds': 'soon' }],
      ['/-/healthy'],
      ['/nowhere'],
      ['/'],
    ],
  );
  expect(all.map(({ status }) => status)).toEqual([403, 400, 400, 200, 404, 200]);
  expect(called).toBe(false);
});

test('a scraper’s time limit ends the call', async () => {
  const port = await opened.tcp(() => {});
  const silent = { name: 'silent', url: `https://pvt-api.corp.example:${port}/`, address: '127.0.0.1' };
  const [answer] = await answers(
    [silent],
    [['/probe?target=silent', { 'x-prometheus-scrape-timeout-seconds': '0.1' }]],
  );
  expect(answer?.text).toMatch(/^probe_success 0$/m);
  expect(answer?.text).toMatch(/code="TLS_TIMED_OUT"/);
});

test('/metrics has the configured calls by their labels', async () => {
  const target = await gateway(200);
  const controller = new AbortController();
  let port = 0;
  const ended = serve([target], minute, { signal: controller.signal }, (address) => {
    port = address.port;
  });
  let text = '';
  while (!text.includes('probe_success{')) {
    await new Promise(setImmediate);
    if (port > 0) text = (await get(port, '/metrics')).text;
  }
  controller.abort();
  await ended;
  expect(text).toMatch(
    /^probe_success\{target="https:[^"]*",name="orders",method="GET",address="127.0.0.1",/m,
  );
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
});

test('a port that is taken is an error that says so', async () => {
  const taken = createServer();
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
  const { port } = taken.address() as AddressInfo;
  const signal = new AbortController().signal;
  const target = { url: 'https://a.example/', address: '127.0.0.1' };
  await expect(serve([target], { ...minute, port }, { signal }, () => {})).rejects.toMatchObject({
    problems: [{ code: 'PROBE_CANNOT_LISTEN', fix: expect.stringContaining('another port') }],
  });
  taken.close();
});
