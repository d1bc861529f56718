import { Unknown } from '../../tools/assembly/model';
import { settle } from '../../tools/path/3-load-balancer';
import { trace } from '../../tools/path/trace';
import { addApplication, applicationName } from '../helpers/application-load-balancer';
import { at, buildModel } from '../helpers/model';

const call = { from: 'app', method: 'GET', url: `http://${applicationName}/` };

test('a function behind a load balancer answers, and the hops behind it are not met', () => {
  const model = buildModel(addApplication);
  const traced = trace(model, settle(model), call, () => ({
    kind: 'returned',
    payload: '{"statusCode":200,"body":"hi"}',
  }));
  expect(traced).toMatchObject({ outcome: 'pass', status: 200, response: { body: 'hi' } });
  expect(traced.hops.filter(({ code }) => code === 'ANSWERED_BEFORE').map(({ hop }) => hop)).toEqual([
    'endpoint',
    'gateway',
    'policy',
    'authorizer',
    'integration',
  ]);
});

test('a function that is not run leaves the call unknown', () => {
  const model = buildModel(addApplication);
  expect(trace(model, settle(model), call)).toMatchObject({ outcome: 'unknown', status: null });
});

test('the same name with another path may meet another rule', () => {
  const model = buildModel((draft) => {
    addApplication(draft);
    draft.loadBalancers[1]!.listeners[0]!.rules = [
      {
        where: at('Rule'),
        priority: 1,
        conditions: [{ kind: 'path', values: ['/gone'] }],
        action: { kind: 'fixed-response', status: 410, contentType: 'text/plain', body: '' },
      },
    ];
  });
  const status = (path: string) =>
    trace(model, settle(model), { ...call, url: `http://${applicationName}${path}` }, () => ({
      kind: 'returned',
      payload: '{"statusCode":200}',
    })).status;
  expect([status('/gone'), status('/'), status('/gone')]).toEqual([410, 200, 410]);
});

test('a rule that is not known leaves the call unknown', () => {
  const model = buildModel((draft) => {
    addApplication(draft);
    draft.loadBalancers[1]!.listeners[0]!.defaultAction = new Unknown('an import', at('Backend'));
  });
  const traced = trace(model, settle(model), call);
  expect(traced.outcome).toBe('unknown');
  expect(traced.hops.map(({ code }) => code)).toContain('LISTENER_RULE_NOT_KNOWN');
});
