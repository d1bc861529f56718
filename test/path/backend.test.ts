import type { Model } from '../../tools/assembly/model';
import { settle } from '../../tools/path/3-load-balancer';
import { type BackendRequest, type Reach, reach } from '../../tools/path/backend';
import { addApplication, applicationNode, putNetworkInFront } from '../helpers/application-load-balancer';
import { at, buildModel, cidrRule, type Draft } from '../helpers/model';

const request: BackendRequest = {
  scheme: 'http',
  host: 'backend.corp.example',
  port: 80,
  method: 'GET',
  path: '/',
  query: '',
  headers: [],
  body: '',
  sourceAddress: '10.20.0.50',
  receivedAt: null,
  requestId: '00000000-0000-4000-8000-000000000000',
};

function go(
  change: (draft: Draft<Model>) => void = () => {},
  more: Partial<BackendRequest> = {},
  address = applicationNode,
): Reach {
  const model = buildModel((draft) => {
    addApplication(draft);
    change(draft);
  });
  const from = model.vantages.find(({ name }) => name === 'app')!.source!;
  const asked = { ...request, ...more };
  return reach(model, settle(model), from, { address, port: asked.port }, asked);
}

const codes = ({ verdicts }: Reach) => verdicts.map(({ code }) => code);
const last = ({ verdicts }: Reach) => verdicts.at(-1);

test('a function behind an application load balancer is to be invoked, and its answer is the response', () => {
  const reached = go();
  if (reached.done) throw new Error(codes(reached).join());
  expect(reached.invocation.event).toMatchObject({
    httpMethod: 'GET',
    headers: { host: 'backend.corp.example' },
  });
  const end = reached.resume({ kind: 'returned', payload: '{"statusCode":200,"body":"hi"}' });
  expect(end).toMatchObject({ done: true, response: { status: 200, body: 'hi' } });
  expect(codes(end)).toEqual(['NETWORK_OPEN', 'LISTENER_FORWARDS', 'LOAD_BALANCER_FUNCTION_ANSWERED']);
});

test('a closed security group is silence', () => {
  const reached = go((draft) => {
    draft.securityGroups.find(({ id }) => id === 'sg-backend')!.ingress = [];
  });
  expect(reached).toMatchObject({ done: true, response: null });
  expect(last(reached)?.symptom).toEqual({ kind: 'timeout' });
});

test('a port without a listener is refused', () => {
  const reached = go(() => {}, { port: 443 });
  expect(last(reached)).toMatchObject({ code: 'LISTENER_NOT_FOUND', symptom: { kind: 'refused' } });
});

test('TLS to a listener without it fails', () => {
  expect(last(go(() => {}, { scheme: 'https' }))).toMatchObject({ symptom: { kind: 'tls' } });
});

test('a load balancer’s own answer is a response and a stop', () => {
  const reached = go((draft) => {
    draft.targetGroups[1]!.targets = [];
  });
  expect(reached).toMatchObject({ done: true, response: { status: 503 } });
  expect(last(reached)).toMatchObject({ code: 'TARGET_GROUP_HAS_NO_TARGETS', outcome: 'stop' });
});

test('a network load balancer over TCP hands on to an application load balancer, with the caller’s address', () => {
  const reached = go(putNetworkInFront, {}, '10.20.1.10');
  if (reached.done) throw new Error(JSON.stringify(reached.verdicts, null, 1));
  expect(reached.invocation.event).toMatchObject({ headers: { 'x-forwarded-for': '10.20.0.50' } });
  expect(codes(reached)).toEqual(['NETWORK_OPEN', 'LISTENER_FORWARDS', 'NETWORK_OPEN', 'LISTENER_FORWARDS']);
});

test('a load balancer behind it that no template shows is unknown', () => {
  const reached = go(
    (draft) => {
      putNetworkInFront(draft);
      draft.targetGroups[2]!.targets = [
        { where: at('AlbTargets'), id: 'arn:aws:elsewhere', port: 80, zone: 'all' },
      ];
    },
    {},
    '10.20.1.10',
  );
  expect(last(reached)).toMatchObject({ outcome: 'unknown', code: 'TARGET_NOT_MODELLED' });
});

test('an address that is no load balancer’s is unknown, and named', () => {
  const reached = go(
    (draft) => {
      draft.securityGroups.find(({ id }) => id === 'sg-host-app')!.ingress = [cidrRule('10.20.0.0/16', 80)];
    },
    {},
    '10.20.0.50',
  );
  expect(last(reached)).toMatchObject({
    outcome: 'unknown',
    code: 'TARGET_NOT_MODELLED',
    address: '10.20.0.50',
  });
});
