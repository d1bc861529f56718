import { settle } from '../../tools/path/3-load-balancer';
import { trace } from '../../tools/path/trace';
import {
  addApplication,
  applicationName,
  forwardTo,
  putNetworkInFront,
} from '../helpers/application-load-balancer';
import { buildModel } from '../helpers/model';
import { dial, exchange, fetchOnce, get, session } from './client';
import { closeTwins, host, serve, servedModel } from './twin';

afterEach(closeTwins);

/** The front's load balancer as an application load balancer with one host rule. */
const inFront = servedModel((draft) => {
  const [balancer] = draft.loadBalancers;
  const [listener] = balancer!.listeners;
  balancer!.type = 'application';
  balancer!.crossZone = true;
  draft.targetGroups[0]!.protocol = 'HTTPS';
  Object.assign(listener!, {
    protocol: 'HTTPS',
    defaultAction: { kind: 'fixed-response', status: 404, contentType: 'text/plain', body: 'no such host' },
    rules: [
      {
        where: listener!.where,
        priority: 1,
        conditions: [{ kind: 'host', values: [host] }],
        action: forwardTo('arn:tg'),
      },
    ],
  });
});

describe('a function behind an application load balancer', () => {
  const model = buildModel(addApplication);

  test('answers over plain HTTP, with the load balancer’s event', async () => {
    const { ready } = await serve({ model });
    const { socket } = await dial(ready, 'app', applicationName, 80);
    const { status, body } = await exchange(socket, get(applicationName, '/x?y=1'));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({
      path: '/x',
      queryStringParameters: { y: '1' },
      headers: { host: applicationName, 'x-forwarded-for': '10.20.0.50', 'x-forwarded-port': '80' },
    });
  });

  test('answers several requests on one connection', async () => {
    const { ready } = await serve({ model });
    const { socket } = await dial(ready, 'app', applicationName, 80);
    const statuses = [
      await exchange(socket, get(applicationName, '/1')),
      await exchange(socket, get(applicationName, '/2')),
    ].map(({ body }) => JSON.parse(body).path);
    expect(statuses).toEqual(['/1', '/2']);
  });
});

describe('a network load balancer in front of an application load balancer', () => {
  const model = buildModel((draft) => {
    addApplication(draft);
    putNetworkInFront(draft);
  });

  test('hands connections on, with the caller’s address', async () => {
    const { ready } = await serve({ model });
    const { socket } = await dial(ready, 'app', '10.20.0.10', 80);
    const { status, body } = await exchange(socket, get('backend.corp.example', '/x'));
    expect(status).toBe(200);
    expect(JSON.parse(body).headers).toMatchObject({ 'x-forwarded-for': '10.20.0.50' });
  });

  test('is traced as it is served', () => {
    const call = { from: 'app', method: 'GET', url: 'http://10.20.0.10/x' };
    const traced = trace(model, settle(model), call, ({ event }) => ({
      kind: 'returned',
      payload: JSON.stringify({ statusCode: 200, body: JSON.stringify(event) }),
    }));
    expect(traced).toMatchObject({ outcome: 'pass', status: 200 });
    expect(JSON.parse(String(traced.response?.body)).headers).toMatchObject({
      'x-forwarded-for': '10.20.0.50',
    });
  });
});

describe('an application load balancer in front of an endpoint', () => {
  test('opens a session of its own, and the API sees both addresses', async () => {
    const { ready } = await serve({ model: inFront });
    const answer = await fetchOnce(ready, 'on-prem', `https://${host}/orders?x=1`);
    expect(answer.status).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({
      path: '/orders',
      source: expect.stringMatching(/^10\.20\.[01]\.10$/),
    });
  });

  test('keeps its connection to the target between requests', async () => {
    const { ready, journal } = await serve({ model: inFront });
    const client = await session(ready, 'on-prem', host);
    expect((await exchange(client, get(host, '/a'))).status).toBe(200);
    expect((await exchange(client, get(host, '/b'))).status).toBe(200);
    const requests = journal.filter((entry) => entry.kind === 'request');
    expect(requests.map(({ hops }) => hops.filter(({ hop }) => hop === 'load-balancer').length)).toEqual([
      3, 3,
    ]);
  });

  test('answers 504 for a target that says nothing', async () => {
    const model = servedModel((draft) => {
      Object.assign(draft.loadBalancers[0]!, {
        ...inFront.loadBalancers[0]!,
        http: {
          dropInvalidHeaderFields: false,
          forwardedFor: 'append',
          preserveHost: false,
          idleSeconds: 0.05,
        },
      });
      draft.targetGroups[0]!.protocol = 'HTTPS';
      draft.functions[0]!.inlineCode =
        'exports.handler = () => new Promise(() => setTimeout(() => {}, 60_000))';
    });
    const { ready } = await serve({ model });
    const client = await session(ready, 'on-prem', host);
    const { status, head } = await exchange(client, get(host, '/a'));
    expect([status, /awselb/.test(head)]).toEqual([504, true]);
  });

  test('answers by itself for a host without a rule', async () => {
    const { ready } = await serve({ model: inFront });
    const client = await session(ready, 'on-prem', host);
    const { status, body, head } = await exchange(client, get('other.corp.example'));
    expect([status, body, /awselb\/2.0/.test(head)]).toEqual([404, 'no such host', true]);
  });

  test('says 400 to plain HTTP on its TLS port', async () => {
    const { ready } = await serve({ model: inFront });
    const { socket } = await dial(ready, 'on-prem', host);
    expect((await exchange(socket, get(host))).status).toBe(400);
  });
});
