import { locate } from '../../tools/path/2-network';
import { settle } from '../../tools/path/3-load-balancer';
import type { Verdict } from '../../tools/path/hop';
import { trace } from '../../tools/path/trace';
import { whyClosed } from '../../tools/twin/destination';
import { LiveChain } from '../../tools/twin/live-chain';
import { buildModel } from '../helpers/model';

test('a TCP listener without a target in reach is silent, on paper and on loopback', () => {
  const model = buildModel((draft) => {
    for (const { listeners } of draft.loadBalancers) for (const own of listeners) own.protocol = 'TCP';
    for (const own of draft.targetGroups) own.protocol = 'TCP';
    for (const group of draft.securityGroups) if (group.id === 'sg-endpoint') group.ingress = [];
  });
  const end = { address: '10.20.0.10', port: 443 };
  const url = 'https://pvt-api.corp.example/';
  const walked = trace(model, settle(model), { from: 'on-prem', method: 'GET', url, address: end.address });
  expect(walked.symptom).toEqual({ kind: 'timeout' });

  const hops: Verdict[] = [];
  const outcome = whyClosed(new LiveChain(model), locate(model, end.address), end, hops);
  expect(outcome).toEqual({ kind: 'silence' });
});
