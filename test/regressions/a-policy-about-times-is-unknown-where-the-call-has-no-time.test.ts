import { settle } from '../../tools/path/3-load-balancer';
import { trace } from '../../tools/path/trace';
import { buildModel } from '../helpers/model';

const returned = { kind: 'returned', payload: '{"statusCode":200}' } as const;

function call(at?: number) {
  const model = buildModel((draft) => {
    for (const { serves } of draft.stages) {
      const [statement] = (serves.policy as { statements: { condition: object }[] }).statements;
      if (statement) statement.condition = { DateLessThan: { 'aws:CurrentTime': ['2020-01-01T00:00:00Z'] } };
    }
  });
  const url = 'https://pvt-api.corp.example/';
  return trace(model, settle(model), { from: 'on-prem', method: 'GET', url, at }, () => returned).outcome;
}

test('a policy that admits calls of a time is unknown for a call without one', () => {
  expect(call()).toBe('unknown');
});

test('a policy that admits calls of a time is judged by the time of the call', () => {
  expect([call(Date.UTC(2019, 0)), call(Date.UTC(2021, 0))]).toEqual(['pass', 'stop']);
});
