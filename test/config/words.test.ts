import { covers, hostNameFault, unservedTopLevel } from '../../stacks/config-rules/host-name';
import { parseRoute } from '../../stacks/config-rules/route';
import { formatPath, guess } from '../../stacks/config-rules/rule';

test('a guess is made for a near word only', () => {
  expect(guess('zone', ['zones', 'region'])).toBe('zones');
  expect(guess('hots', ['host', 'stage'])).toBe('host');
  expect(guess('firewall', ['zones', 'region'])).toBeUndefined();
  expect(guess('x', [])).toBeUndefined();
});

test('a path is written as one would look for it', () => {
  expect(formatPath(['apis', 2, 'host'])).toBe('apis[2].host');
  expect(formatPath(['apis', 0, 'routes', 'GET /'])).toBe('apis[0].routes["GET /"]');
});

test.each([
  ['*.corp.example', 'pay.corp.example', true],
  ['*.corp.example', 'a.pay.corp.example', false],
  ['*.corp.example', 'corp.example', false],
  ['corp.example', 'corp.example', true],
  ['pay.corp.example', 'pay2.corp.example', false],
])('certificate name %s covers host %s: %s', (name, host, expected) => {
  expect(covers(name, host)).toBe(expected);
});

test.each([
  ['orders.corp.example', true],
  ['a.b', true],
  [`${'x'.repeat(63)}.example`, true],
  [`${'x'.repeat(64)}.example`, false],
  [`${'x.'.repeat(125)}abc`, true],
  [`${'x.'.repeat(125)}abcd`, false],
  ['xn--bcher-kva.example', true],
  ['bücher.example', false],
  ['10.20.1.9', false],
])('"%s" is a host name: %s', (name, expected) => {
  expect(hostNameFault(name) === undefined).toBe(expected);
});

test('names that public DNS never serves are known by their last label', () => {
  expect(unservedTopLevel('api.bank.internal')).toBe('internal');
  expect(unservedTopLevel('nas.home.arpa')).toBe('home.arpa');
  expect(unservedTopLevel('internal.bank.com')).toBeUndefined();
});

test('a route has a method, a path and its segments', () => {
  expect(parseRoute('GET /')).toEqual({ method: 'GET', path: '/', segments: [] });
  expect(parseRoute('ANY /orders/{id}/{proxy+}')).toEqual({
    method: 'ANY',
    path: '/orders/{id}/{proxy+}',
    segments: ['orders', '{id}', '{proxy+}'],
  });
});
