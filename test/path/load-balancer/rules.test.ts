import { isUnknown, type Listener, type ListenerRule } from '../../../tools/assembly/model';
import type { HttpRequest } from '../../../tools/path/3-load-balancer';
import { ruleFor } from '../../../tools/path/load-balancer/rules';
import cases from '../../cases/load-balancer-rules.json';
import { at } from '../../helpers/model';
import { withUnknowns } from '../policy/read-policy';

const answer = (status: number) => ({
  kind: 'fixed-response' as const,
  status,
  contentType: 'text/plain',
  body: '',
});

const rule = (priority: number, conditions: unknown, status = 200): ListenerRule => ({
  where: at(`Rule${priority}`),
  priority,
  conditions: withUnknowns(conditions) as ListenerRule['conditions'],
  action: answer(status),
});

const listener = (...rules: ListenerRule[]): Listener => ({
  where: at('Listener'),
  arn: 'arn:listener',
  port: 443,
  protocol: 'HTTPS',
  sslPolicy: '',
  certificateArns: [],
  targetGroupArns: [],
  defaultAction: answer(404),
  rules,
});

const request = (more: Partial<HttpRequest>): HttpRequest => ({
  host: 'api.corp.example',
  method: 'GET',
  path: '/',
  query: '',
  headers: [],
  body: '',
  sourceAddress: '10.10.0.50',
  receivedAt: null,
  requestId: '00000000-0000-4000-8000-000000000000',
  ...more,
});

test.each(cases.map((one) => [one.name, one] as const))(
  '%s',
  (_name, { rules, request: more, expect: expected }) => {
    const one = listener(...(rules.length === 0 ? [] : [rule(10, rules)]));
    const ruling = ruleFor(one, request(more as Partial<HttpRequest>));
    const met = isUnknown(ruling.action) ? 'unknown' : ruling.rule ? 'rule' : 'default';
    expect(met).toBe(expected);
  },
);

test('the lowest priority wins', () => {
  const any = [{ kind: 'path', values: ['*'] }];
  const ruling = ruleFor(listener(rule(1, any, 201), rule(2, any, 202)), request({}));
  expect(ruling.action).toMatchObject({ status: 201 });
});
