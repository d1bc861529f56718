import type { Report } from '../../../tools/probe';
import { renderTable } from '../../../tools/probe';
import { wireFacts } from '../../../tools/probe/output/wire-facts';
import { resultOf } from '../helpers/results';

const host = 'pvt-api.corp.example';
const dns = {
  by: 'resolver',
  server: '10.10.0.2',
  questions: [
    { type: 'A', transport: 'tcp', ms: 1.25, ended: 'answered' },
    { type: 'AAAA', transport: 'udp', ms: 4000, ended: 'resolver-silent' },
  ],
  records: [
    { name: host, type: 'CNAME', ttl: 300, data: 'nlb.corp.example' },
    { name: 'nlb.corp.example', type: 'A', ttl: 60, data: '10.20.1.7' },
    { name: 'nlb.corp.example', type: 'A', ttl: 60, data: '10.20.2.7' },
  ],
  notDialled: ['fd00::7'],
} as const;
const tls = {
  subject: `CN=${host}`,
  names: [host],
  issuer: 'CN=Corp CA',
  daysLeft: 42,
  protocol: 'TLSv1.3',
  cipher: 'TLS_AES_128_GCM_SHA256',
};
const reportOf = (...results: Report['results'][number][]): Report => ({ schemaVersion: 1, results });

test('the way of the name is a line: CNAMEs, addresses, lifetimes, who was asked, and what was not called', () => {
  expect(wireFacts(reportOf(resultOf({ dns }), resultOf({ dns, address: '10.20.2.7' })))).toEqual([
    'dns   pvt-api.corp.example → nlb.corp.example (300 s) → 10.20.1.7 (60 s), 10.20.2.7 (60 s) (from 10.10.0.2: A over tcp in 1.3 ms, AAAA over udp in 4000.0 ms: resolver-silent); not called: fd00::7',
  ]);
});

test('an answer without a record is told too', () => {
  const questions = [{ type: 'A', transport: 'udp', ms: 1, ended: 'nxdomain' }] as const;
  const [line] = wireFacts(reportOf(resultOf({ dns: { by: 'resolver', server: '10.10.0.2', questions } })));
  expect(line).toBe('dns   nothing (from 10.10.0.2: A over udp in 1.0 ms: nxdomain)');
});

test('certificates are a line, and one for each address where they differ', () => {
  const same = reportOf(resultOf({ tls }), resultOf({ tls, address: '10.20.2.7' }));
  expect(wireFacts(same)).toEqual([`tls   TLSv1.3, CN=${host} by CN=Corp CA, 42 days left`]);
  const old = { ...tls, daysLeft: -3, rejected: 'CERT_HAS_EXPIRED', serverName: null };
  expect(wireFacts(reportOf(resultOf({ tls }), resultOf({ tls: old, address: '10.20.2.7' })))).toEqual([
    `tls   10.20.1.7: TLSv1.3, CN=${host} by CN=Corp CA, 42 days left`,
    `tls   10.20.2.7: TLSv1.3, CN=${host} by CN=Corp CA, ended 3 days ago; no server name sent; does not hold: CERT_HAS_EXPIRED`,
  ]);
});

test('redirects and HTTP/2 are a line', () => {
  const { phases } = resultOf();
  const url = 'https://pvt-api.corp.example/';
  const to = 'https://pvt-api.corp.example/v1';
  const redirects = [{ url, method: 'GET', address: '10.20.1.7', status: 302, to, phases }];
  const landedAt = { url: to, address: '10.20.1.7' };
  expect(wireFacts(reportOf(resultOf({ httpVersion: '2', redirects, landedAt })))).toEqual([
    `http  HTTP/2; GET ${url} 302 → ${to}`,
  ]);
  expect(wireFacts(reportOf(resultOf({ httpVersion: '1.1' })))).toEqual([]);
});

test('of several calls nothing is told, and no line is wider than the terminal', () => {
  expect(
    wireFacts(reportOf(resultOf({ dns }), resultOf({ dns, url: 'https://other.corp.example/' }))),
  ).toEqual([]);
  const text = renderTable(reportOf(resultOf({ dns, tls })), { columns: 80 });
  expect(text).toContain('nlb.corp.example (300 s)');
  expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
});
