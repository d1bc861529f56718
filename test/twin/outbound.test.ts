import type { Model } from '../../tools/assembly/model';
import { at, type Draft } from '../helpers/model';
import { fetchOnce } from './client';
import { closeTwins, host, serve, servedModel } from './twin';

afterEach(closeTwins);

/** The API's function runs this code, from the data centre's network unless told otherwise. */
function callingModel(code: string, change: (draft: Draft<Model>) => void = () => {}): Model {
  return servedModel((draft) => {
    const [api] = draft.functions;
    if (!api) return;
    const echo = { ...api, arn: `${api.arn}-echo`, name: 'echo' };
    const root = draft.stages[0]?.serves.methods[0];
    if (root) {
      draft.stages[0]?.serves.methods.push({
        ...root,
        path: '/echo',
        integration: { ...root.integration, functionArn: echo.arn } as typeof root.integration,
      });
    }
    echo.permissions = [{ ...api.permissions[0]! }];
    draft.functions.push(echo);
    api.inlineCode = `exports.handler = async (event) => {
      try { return { statusCode: 200, body: String(await (async () => { ${code} })()) }; }
      catch (error) { return { statusCode: 200, body: 'error ' + (error.cause ?? error).code }; }
    }`;
    api.interface = {
      address: '10.10.0.77',
      vpcId: 'vpc-onprem',
      subnetId: 'subnet-on-prem-0',
      securityGroupIds: ['sg-host-on-prem'],
      where: at('Hello'),
    };
    change(draft);
  });
}

async function bodyOf(model: Model): Promise<string> {
  const { ready } = await serve({ model });
  return (await fetchOnce(ready, 'on-prem', `https://${host}/`)).body;
}

const url = `https://${host}/echo`;

test.each([
  [
    'https.get',
    `return new Promise((resolve, reject) => require('node:https').get('${url}', (response) => {
      let text = ''; response.on('data', (part) => { text += part; }).on('end', () => resolve(text));
    }).on('error', reject))`,
  ],
  ['fetch', `return (await fetch('${url}')).text()`],
  [
    'tls over a socket of its own',
    `const socket = require('node:net').connect(443, '${host}');
    const tls = require('node:tls').connect({ socket, servername: '${host}' });
    tls.write('GET /echo HTTP/1.0\\r\\nHost: ${host}\\r\\n\\r\\n');
    let text = ''; for await (const part of tls) text += part; return text.split('\\r\\n\\r\\n')[1];`,
  ],
])('a function calls the API by its name with %s, and trusts its certificate', async (_, code) => {
  expect(JSON.parse(await bodyOf(callingModel(code)))).toMatchObject({ path: '/echo' });
});

test('a function resolves names as its network does', async () => {
  const code = `const dns = require('node:dns').promises;
    const all = await dns.lookup('${host}', { all: true });
    return JSON.stringify([all.map((entry) => entry.address).sort(), (await dns.resolve4('${host}')).length])`;
  expect(JSON.parse(await bodyOf(callingModel(code)))).toEqual([['10.20.0.10', '10.20.1.10'], 2]);
});

test('a function outside any VPC stands on the internet', async () => {
  const model = callingModel(`return (await fetch('${url}')).status`, (draft) => {
    if (draft.functions[0]) draft.functions[0].interface = undefined;
  });
  expect(await bodyOf(model)).toBe('error ENOTFOUND');
});

test.each([
  ['node:net', `require('node:net').connect(8443, '10.20.0.10', resolve).on('error', reject)`],
  [
    'an agent of node:http',
    `require('node:http').get({ host: '10.20.0.10', port: 8443, agent: new (require('node:http').Agent)() }, resolve).on('error', reject)`,
  ],
])('a refused port is refused to a function too, by %s', async (_, connect) => {
  const code = `await new Promise((resolve, reject) => ${connect})`;
  const model = callingModel(code, (draft) => {
    for (const group of draft.securityGroups) for (const rule of group.ingress) rule.toPort = 9000;
  });
  expect(await bodyOf(model)).toBe('error ECONNREFUSED');
});

test('a function reaches nothing of this machine', async () => {
  const { ready } = await serve();
  const port = ready.control.url.split(':').at(-1);
  const code = `await fetch('http://127.0.0.1:${port}/state')`;
  expect(await bodyOf(callingModel(code))).toMatch(/^error E(HOSTUNREACH|CONNREFUSED)$/);
});
