import { resourcePolicyLength } from '../../stacks/config-rules/limits';
import { problemsOf, readCase } from './read-case';

const good = readCase('good/smallest-network.yaml');
const api = /apis:\n(?: {2}.*\n)+/;
const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const quotaProblems = (text: string) =>
  problemsOf(text)
    .filter(({ code }) => code === 'CFG_QUOTA')
    .map(({ what }) => what);

function withApis(count: number, item: (index: number) => string): string {
  const list = range(count).map((index) => `  - { name: api-${index}, ${item(index)} }\n`);
  return good.replace(api, `apis:\n${list.join('')}`);
}

const perHost = (index: number) => `host: h${index}.corp.example, routes: { GET /: orders }`;
const perPath = (index: number) =>
  `host: orders.corp.example, basePath: v${index}, routes: { GET /: orders }`;

test('600 private APIs are allowed, 601 are not', () => {
  expect(quotaProblems(withApis(600, perPath))).toEqual([]);
  expect(quotaProblems(withApis(601, perPath))).toEqual([
    'apis has 601 private APIs; a region of an account has at most 600, and AWS does not raise it',
  ]);
});

test('120 hosts are allowed, 121 are not', () => {
  expect(quotaProblems(withApis(120, perHost))).toEqual([]);
  expect(quotaProblems(withApis(121, perHost))).toEqual([
    'apis has 121 hosts, a public custom domain each; a region has at most 120',
  ]);
});

test('a quota that AWS raised is taken from quotas', () => {
  expect(quotaProblems(`${withApis(121, perHost)}quotas: { publicCustomDomains: 200 }\n`)).toEqual([]);
});

test('an API has 300 resources with its root, and a shared segment counts once', () => {
  const routes = (count: number) =>
    withApis(
      1,
      () =>
        `host: orders.corp.example, routes: { ${range(count).map((index) => `GET /all/r${index}: orders`)} }`,
    );
  expect(quotaProblems(routes(298))).toEqual([]);
  expect(quotaProblems(routes(299))).toEqual([
    'apis[0].routes needs 301 resources (each path segment is one); an API has at most 300',
  ]);
});

test('a resource policy grows by 25 characters for each endpoint, up to 8192', () => {
  const id = 'vpce-0123456789abcdef0';
  const length = (endpoints: string[]) => resourcePolicyLength({ endpoints });
  expect(length([id]) - length([])).toBe(25);
  const most = Math.floor((8192 - length([])) / 25);
  const endpoints = (count: number) =>
    withApis(
      1,
      () =>
        `host: orders.corp.example, routes: { GET /: orders }, allowEndpoints: [${range(count).map(
          (index) => `vpce-${String(index).padStart(17, '0')}`,
        )}]`,
    );
  expect(quotaProblems(endpoints(most))).toEqual([]);
  expect(quotaProblems(endpoints(most + 1))).toHaveLength(1);
});

test('principals and VPCs count in the length of a resource policy', () => {
  const roles = (count: number) =>
    range(count).map((index) => `arn:aws:iam::222233334444:role/${String(index).padStart(60, '0')}`);
  const api = (count: number) =>
    withApis(
      1,
      () =>
        `host: orders.corp.example, authorization: iam, routes: { GET /: orders }, allowPrincipals: [${roles(count)}]`,
    );
  const most = Math.floor((8192 - resourcePolicyLength({ endpoints: [], principals: [] })) / 93);
  expect(quotaProblems(api(most))).toEqual([]);
  expect(quotaProblems(api(most + 2))).toHaveLength(1);
  const vpcs = ['vpc-0a1b2c3d4e5f60718'];
  expect(resourcePolicyLength({ endpoints: [], vpcs })).toBeGreaterThan(
    resourcePolicyLength({ endpoints: [] }),
  );
});

test('300 VPCs see one zone, 301 do not', () => {
  const associate = (count: number) =>
    good.replace(
      'dns: { zone: corp.example }',
      `dns: { zone: corp.example, associate: [${range(count).map((index) => `vpc-${index.toString(16)}`)}] }`,
    );
  expect(quotaProblems(associate(299))).toEqual([]);
  expect(quotaProblems(associate(300))).toHaveLength(1);
});

test('46 tags are allowed beside the four of the kit, 47 are not', () => {
  const tags = (count: number) => `${good}tags: { ${range(count).map((index) => `t${index}: v`)} }\n`;
  expect(problemsOf(tags(46))).toEqual([]);
  expect(problemsOf(tags(47)).map(({ code }) => code)).toEqual(['CFG_TAG']);
});

test('names and values of an environment have 4096 bytes together', () => {
  const environment = (bytes: number) =>
    good.replace('orders: {}', `orders: { environment: { KEY: ${'x'.repeat(bytes - 3)} } }`);
  expect(problemsOf(environment(4096))).toEqual([]);
  expect(problemsOf(environment(4097)).map(({ code }) => code)).toEqual(['CFG_ENVIRONMENT']);
});
