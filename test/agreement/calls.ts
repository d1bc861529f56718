import fc from 'fast-check';
import type { HybridConfig } from '../../stacks/config-schema';
import type { Model } from '../../tools/assembly/model';
import type { Call, HeaderList } from '../../tools/path/hop';
import type { Dice } from './dice';

/** A call as drawn: names and ids are filled in once an environment is chosen. */
export interface DrawnCall {
  readonly from: string;
  /** In how many ways it is odd; none: a call of a known route. */
  readonly oddities: readonly Oddity[];
  readonly dice: readonly number[];
}

/** What may be unusual of a call. */
const oddities = [
  'method',
  'place',
  'path',
  'query',
  'headers',
  'scheme',
  'port',
  'address',
  'version',
] as const;
type Oddity = (typeof oddities)[number];

/** Half of the calls are ones that ought to work. */
export const calls: fc.Arbitrary<DrawnCall> = fc.record({
  from: fc.constantFrom(...Array(8).fill('on-prem'), 'app', 'internet'),
  oddities: fc.oneof(
    fc.constant([]),
    fc.subarray([...oddities], { minLength: 0, maxLength: 1 }),
    fc.subarray([...oddities], { minLength: 1, maxLength: 3 }),
  ),
  dice: fc.array(fc.nat(10_000), { minLength: 24, maxLength: 24 }),
});

/** What a drawn call is in this environment. */
export function toCall({ from, oddities }: DrawnCall, dice: Dice, config: HybridConfig, model: Model): Call {
  const isOdd = (what: Oddity) => oddities.includes(what);
  const api = dice.pick(config.apis);
  const route = dice.pick(Object.keys(api.routes ?? {}));
  const [named = 'GET', resource = '/'] = route.split(' ');
  const known = named === 'ANY' ? dice.pick(['GET', 'PATCH', 'HEAD']) : named;
  const method = isOdd('method') ? dice.pick(['GET', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS']) : known;
  const path = pathOf(dice, resource, isOdd('path'));
  const { host, path: full, headers = [] } = placeOf(dice, model, api, path, isOdd('place'));
  const scheme = isOdd('scheme') ? 'http://' : 'https://';
  const port = isOdd('port') ? dice.pick([':443', ':8443', ':80']) : '';
  const query = isOdd('query') ? dice.pick(queries) : dice.pick(['', '?a=1']);
  const body = ['GET', 'HEAD', 'OPTIONS'].includes(method) ? undefined : bodyOf(dice);
  const more = isOdd('headers') ? extraHeaders(dice, model) : dice.pick<HeaderList>([[], bearer]);
  return {
    from,
    method,
    url: new URL(`${scheme}${host}${port}${full}${query}`).href,
    headers: [['Accept', '*/*'], ['User-Agent', 'agreement'], ...headers, ...more],
    at: Date.now(),
    ...(body === undefined ? {} : { body }),
    ...(isOdd('address') ? { address: addressOf(dice, model) } : {}),
    ...(isOdd('version') ? { maxTls: '1.2' } : {}),
  };
}

const bearer: HeaderList = [['Authorization', 'Bearer abc']];

const queries = [
  '?',
  '?a=1&a=2&b',
  '?q=%C3%A4+b&=x',
  '?%zz',
  '?a=%0Ax-injected:%201',
  '?a=1&X-Amz-Signature=',
  '?__proto__=1',
];

type Api = HybridConfig['apis'][number];

interface Place {
  readonly host: string;
  readonly path: string;
  readonly headers?: HeaderList;
}

/** A host with a path that suits it, mostly. */
function placeOf(dice: Dice, model: Model, api: Api, path: string, isOdd: boolean): Place {
  const own = model.restApis.find(({ name }) => name === api.name);
  const vpce = model.endpoints[0];
  const base = api.basePath === '' ? '' : `/${api.basePath}`;
  if (!isOdd) return { host: api.host, path: base + path };
  const zone = `execute-api.${model.region}.amazonaws.com`;
  const staged = `/${dice.pick([api.stage, api.stage, api.stage, 'live'])}${path}`;
  const regional = dice.pick(vpce?.dnsNames.map(({ name }) => name) ?? [zone]);
  return dice.pick<() => Place>([
    () => ({ host: api.host, path: dice.pick(['', '/v1', '/V1']) + path }),
    () => ({ host: `${own?.id}.${zone}`, path: staged }),
    () => ({ host: `${own?.id}-${vpce?.id}.${zone}`, path: staged }),
    () => ({ host: regional, path: staged, headers: [['x-apigw-api-id', own?.id ?? '']] }),
    () => ({ host: regional, path: staged, headers: [['Host', api.host]] }),
    () => ({ host: regional, path: staged, headers: [['Host', `${own?.id}.${zone}`]] }),
    () => ({ host: api.host, path: staged, headers: [['x-apigw-api-id', own?.id ?? '']] }),
    () => ({
      host: api.host,
      path,
      headers: [['Host', dice.pick(['x.corp.example', 'localhost', `${own?.id}.${zone}`])]],
    }),
    () => ({
      host: dice.pick(['none.corp.example', 'a.b.corp.example', 'corp.example', 'www.example.org']),
      path,
    }),
    () => ({ host: addressOf(dice, model), path }),
    () => ({ host: `${api.host.toUpperCase()}.`, path: base + path }),
  ])();
}

/** A route with values for its parameters; or something odd. */
function pathOf(dice: Dice, resource: string, isOdd: boolean): string {
  const value = dice.pick([
    '42',
    'latest',
    ...(isOdd ? ['a%2Fb', '%20', '%C3%A4', 'a+b', '%zz', '%0A', '__proto__'] : []),
  ]);
  const filled = resource.replace(/\{[^}]*\+\}/, `${value}/x`).replace(/\{[^}]*\}/, value);
  if (!isOdd) return filled;
  return dice.pick([
    filled,
    `${filled}/`,
    `/${filled}`,
    '/no/such/path',
    '/ping',
    '//',
    filled.toUpperCase(),
    '/orders/%2e%2e/x',
    '/ord%65rs',
    '',
  ]);
}

function bodyOf(dice: Dice): string {
  return dice.pick(['', '{"a":1}', 'ä€😀', 'a'.repeat(20_000)]);
}

function extraHeaders(dice: Dice, model: Model): HeaderList {
  const ids = model.restApis.map(({ id }) => id);
  return dice.pick<HeaderList>([
    bearer,
    [
      [
        'Authorization',
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/execute-api/aws4_request',
      ],
    ],
    [['x-apigw-api-id', ids[0] ?? 'none']],
    [['x-apigw-api-id', 'unknown123']],
    [['X-HTTP-Method-Override', 'POST']],
    [['X-Forwarded-For', '192.0.2.1']],
    [['x-api-key', 'secret']],
    [['Referer', 'https://pay.corp.example/']],
    [
      ['x-kept', 'one'],
      ['X-Kept', 'two'],
      ['x-kept', 'c\u00fc'],
    ],
    [['x-kept-long', 'a'.repeat(8_000)]],
    [['Content-Type', 'application/octet-stream']],
  ]);
}

/** An address to dial directly: nodes, endpoint interfaces, other interfaces, nobody. */
function addressOf(dice: Dice, model: Model): string {
  const known = [
    ...model.loadBalancers.flatMap(({ nodes }) => nodes.map(({ address }) => address)),
    ...model.endpoints.flatMap(({ interfaces }) => interfaces.map(({ address }) => address)),
    ...model.inboundEndpoints.flatMap(({ interfaces }) => interfaces.map(({ address }) => address)),
    ...model.functions.flatMap((own) => (own.interface ? [own.interface.address] : [])),
  ];
  return dice.pick([...known, '10.20.0.99', '10.10.0.1', '192.168.1.1', '198.51.100.7']);
}
