import { readWanted } from '../../../../tools/probe/running/serve/wanted';
import type { ProbeTarget } from '../../../../tools/probe/target';

const orders: ProbeTarget = {
  name: 'orders',
  url: 'https://pvt-api.corp.example/orders',
  resolver: '10.10.0.2',
  ca: 'corp-ca.pem',
  headers: { Authorization: 'Bearer secret' },
  apiKey: { file: 'keys.json', name: 'orders' },
  expect: { status: 200 },
};
const billing: ProbeTarget = {
  name: 'billing',
  module: 'signed',
  url: 'https://billing.corp.example/',
  sigv4: { profile: 'billing' },
};
const unnamed: ProbeTarget = { url: 'https://plain.corp.example/a' };
const wanted = (query: string, anyTarget = false) =>
  readWanted(new URLSearchParams(query), { targets: [orders, billing, unnamed], anyTarget });

test.each<[string, string, object]>([
  ['a name: that call', 'target=orders', { target: orders }],
  ['the URL of a call: that call', 'target=https://plain.corp.example/a', { target: unnamed }],
  ['without a scheme it is https', 'target=plain.corp.example/a', { target: unnamed }],
  [
    'another path of a host: reached and trusted in the same way, and by nobody in particular',
    'target=https://pvt-api.corp.example/health',
    {
      target: {
        url: 'https://pvt-api.corp.example/health',
        resolver: '10.10.0.2',
        ca: 'corp-ca.pem',
      },
    },
  ],
  [
    'a module: its settings for another path of its host',
    'target=https://pvt-api.corp.example/health&module=orders',
    { target: { ...orders, url: 'https://pvt-api.corp.example/health' } },
  ],
  [
    'a module of the probe file: the settings of the call of that host that has it',
    'target=https://billing.corp.example/health&module=signed',
    { target: { ...billing, url: 'https://billing.corp.example/health' } },
  ],
])('%s', (_name, query, result) => {
  expect(wanted(query)).toEqual(result);
});

test.each<[string, string, number, RegExp]>([
  ['nothing', '', 400, /target parameter is missing/],
  ['no URL', 'target=https://', 400, /neither the name of a configured call nor a URL/],
  ['another scheme', 'target=file:///etc/passwd', 400, /nor a URL/],
  ['credentials in a URL', 'target=https://a:b@pvt-api.corp.example/', 400, /nor a URL/],
  ['another host', 'target=https://169.254.169.254/latest', 403, /is no host of a configured call/],
  ['a mistyped name', 'target=order', 403, /did you mean "orders"\?$/],
  ['another port of a host', 'target=https://pvt-api.corp.example:8443/', 403, /no host/],
  ['plain HTTP of a host', 'target=http://pvt-api.corp.example/', 403, /no host/],
  ['a module that is not there', 'target=orders&module=http_2xx', 400, /there are orders, billing, signed/],
  [
    'somebody’s settings for another’s host',
    'target=https://billing.corp.example/&module=orders',
    403,
    /module "orders" is for https:\/\/pvt-api.corp.example/,
  ],
  [
    'a module for a host that none of its calls has',
    'target=orders&module=signed',
    403,
    /is for https:\/\/billing/,
  ],
])('%s is refused', (_name, query, status, because) => {
  expect(wanted(query)).toEqual({ status, because: expect.stringMatching(because) });
});

describe('where any target is allowed', () => {
  test('it is called by nobody in particular', () => {
    expect(wanted('target=https://example.com/', true)).toEqual({ target: { url: 'https://example.com/' } });
  });

  test('a module’s secrets still go nowhere else', () => {
    expect(wanted('target=https://example.com/&module=orders', true)).toMatchObject({ status: 403 });
  });
});
