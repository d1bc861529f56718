import { DOMParser, type Document, type Element } from '@xmldom/xmldom';
import { explainAll, type Report } from '../../../tools/probe';
import { renderJunit } from '../../../tools/probe/output/junit';
import { resultOf, silentResult } from '../helpers/results';

const unknown = { ...silentResult, outcome: 'unknown', hop: null, code: 'PROBE_INTERRUPTED' } as const;
const report: Report = {
  schemaVersion: 1,
  results: [resultOf({ name: 'root', vantage: 'on-prem' }), { ...silentResult, vantage: 'on-prem' }, unknown],
  skipped: [
    { url: 'https://a.corp.example/', method: 'PUT', vantage: 'app', reason: 'to be called from app' },
  ],
};

function parse(xml: string) {
  const document = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  }).parseFromString(xml, 'text/xml');
  const all = (name: string, within: Document | Element = document): Element[] =>
    Array.from(within.getElementsByTagName(name));
  return { all };
}

const attribute = (name: string) => (element: Element) => element.getAttribute(name);

test('has a suite for each vantage, and a case for each address with its time in seconds', () => {
  const { all } = parse(renderJunit(report));
  expect(all('testsuite').map(attribute('name'))).toEqual([
    'probe from on-prem',
    'probe from here',
    'probe from app',
  ]);
  expect(all('testcase').map(attribute('name'))).toEqual([
    'root (10.20.1.7)',
    'GET https://pvt-api.corp.example/ (10.20.1.7)',
    'GET https://pvt-api.corp.example/ (10.20.1.7)',
    'PUT https://a.corp.example/',
  ]);
  expect(all('testcase').map(attribute('classname'))[0]).toBe('pvt-api.corp.example');
  expect(all('testcase').map(attribute('time'))[0]).toBe('0.1277');
});

test('a known failure, what can’t be told and what was not called are told apart, and counted', () => {
  const { all } = parse(renderJunit(explainAll(report)));
  const [failure] = all('failure');
  expect(failure?.getAttribute('type')).toBe('CONNECT_TIMED_OUT');
  expect(failure?.getAttribute('message')).toBe('network CONNECT_TIMED_OUT: 10.20.1.7:443 does not answer');
  expect(failure?.textContent).toContain('next: npx hybrid-api trace --from on-prem GET https://');
  expect(failure?.textContent).toContain('runbook: docs/runbooks/timeout.md');
  expect(all('error').map(attribute('type'))).toEqual(['PROBE_INTERRUPTED']);
  expect(all('skipped')).toHaveLength(1);
  const counts = ['tests', 'failures', 'errors', 'skipped'].map((name) =>
    all('testsuites')[0]?.getAttribute(name),
  );
  expect(counts).toEqual(['4', '1', '1', '1']);
});

test('properties name the hop, the code, the status and the address', () => {
  const { all } = parse(renderJunit(report));
  const second = all('testcase')[1];
  const properties = all('property', second).map((one) => [
    one.getAttribute('name'),
    one.getAttribute('value'),
  ]);
  expect(Object.fromEntries(properties)).toMatchObject({
    hop: 'network',
    code: 'CONNECT_TIMED_OUT',
    address: '10.20.1.7',
    confidence: 'low',
  });
});

test('what XML can’t hold does not break it', () => {
  const because = 'got <b>&amp;"\u0000\u001b[2J\ud800 ]]> \u{1f600}';
  const name = '</testcase><x>&';
  const { all } = parse(
    renderJunit({ schemaVersion: 1, results: [{ ...silentResult, because, name, fix: because }] }),
  );
  expect(all('testcase')[0]?.getAttribute('name')).toBe('</testcase><x>& (10.20.1.7)');
  expect(all('failure')[0]?.getAttribute('message')).toContain('got <b>&amp;"');
  expect(all('failure')[0]?.textContent).toContain(']]> \u{1f600}');
});

test('a call that was due and not made is an error, never skipped', () => {
  const call = { url: 'https://a.corp.example/', method: 'GET', reason: 'the run was ended before' };
  const { all } = parse(
    renderJunit({ schemaVersion: 1, results: [], skipped: [{ ...call, unknown: true }, call] }),
  );
  expect(all('error').map(attribute('message'))).toEqual(['not called: the run was ended before']);
  expect(all('skipped')).toHaveLength(1);
});

test('times have no more digits than were measured', () => {
  const phases = { resolve: 0, connect: 1, tls: 1, firstByte: 1, total: 19.813 };
  const { all } = parse(renderJunit({ ...report, results: [resultOf({ phases })] }));
  expect(all('testcase').map(attribute('time'))[0]).toBe('0.019813');
});
