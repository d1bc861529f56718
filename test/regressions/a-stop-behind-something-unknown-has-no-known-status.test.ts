import { Unknown } from '../../tools/assembly/model';
import { settle } from '../../tools/path/3-load-balancer';
import { trace } from '../../tools/path/trace';
import { observe } from '../../tools/verify';
import { at, buildModel } from '../helpers/model';

test('a stop behind something unknown has no known status', () => {
  const model = buildModel((draft) => {
    for (const group of draft.securityGroups)
      for (const rule of group.ingress) rule.peer = new Unknown('it is imported', at('Group'));
  });
  const url = 'https://pvt-api.corp.example/no/such/path';
  const walked = trace(model, settle(model), { from: 'on-prem', method: 'GET', url });
  expect(walked).toMatchObject({ outcome: 'stop', status: null });
  expect(walked.symptom).toBeUndefined();
  expect(observe(walked).kind).toBe('unknown');
});
