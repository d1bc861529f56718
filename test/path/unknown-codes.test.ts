import { type Model, Unknown } from '../../tools/assembly/model';
import { checkTarget, settle } from '../../tools/path/3-load-balancer';
import type { Call } from '../../tools/path/hop';
import { noFailures } from '../../tools/path/state';
import { trace } from '../../tools/path/trace';
import { at, buildModel, type Draft } from '../helpers/model';

const open = new Unknown('parameter Secret has no default', at('Secret'));
const call: Call = { from: 'on-prem', method: 'GET', url: 'https://pvt-api.corp.example/' };

function codesOf(change: (draft: Draft<Model>) => void, from: Call = call): string[] {
  const model = buildModel(change);
  const answer = () => ({ kind: 'returned', payload: '{"statusCode":200}' }) as const;
  return trace(model, settle(model, noFailures), from, answer).hops.map(({ code }) => code);
}

test('a listener whose port is not known is LISTENER_NOT_KNOWN', () => {
  const codes = codesOf((draft) => {
    const listener = draft.loadBalancers[0]!.listeners[0]!;
    listener.unresolved = [new Unknown('Ref of Port', at('Listener'))];
    Object.assign(listener.unresolved[0]!, { where: { ...at('Listener'), property: 'Properties.Port' } });
  });
  expect(codes).toContain('LISTENER_NOT_KNOWN');
});

test('a policy that is not known is TLS_POLICY_NOT_KNOWN for a client of TLS 1.2', () => {
  const change = (draft: Draft<Model>) => {
    draft.loadBalancers[0]!.listeners[0]!.sslPolicy = open;
  };
  expect(codesOf(change, { ...call, maxTls: '1.2' })).toContain('TLS_POLICY_NOT_KNOWN');
});

test('an endpoint of a service that is not known is ENDPOINT_NOT_KNOWN', () => {
  const codes = codesOf((draft) => {
    draft.endpoints[0]!.service = open;
  });
  expect(codes).toContain('ENDPOINT_NOT_KNOWN');
});

test('an integration that is not known is INTEGRATION_NOT_KNOWN', () => {
  const codes = codesOf((draft) => {
    for (const stage of draft.stages) for (const method of stage.serves.methods) method.integration = open;
  });
  expect(codes).toContain('INTEGRATION_NOT_KNOWN');
});

test('the health of an instance, which no template gives an address, is TARGET_HEALTH_NOT_KNOWN', () => {
  const model = buildModel((draft) => {
    draft.targetGroups[0]!.targetType = 'instance';
  });
  const [group] = model.targetGroups;
  const target = group?.targets[0];
  if (!group || !target || !('id' in target)) throw new Error('the model has no target');
  const verdict = checkTarget(model, settle(model, noFailures), model.loadBalancers[0]!, group, target);
  expect(verdict).toMatchObject({ outcome: 'unknown', code: 'TARGET_HEALTH_NOT_KNOWN' });
});

test('a hop behind a stop that leaves nothing to ask is NOT_REACHED, and unknown', () => {
  const codes = codesOf(() => {}, { ...call, url: 'https://pvt-api.corp.example/no-such-path' });
  expect(codes.slice(-3)).toEqual(['NOT_REACHED', 'NOT_REACHED', 'NOT_REACHED']);
});
