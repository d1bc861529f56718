import { locate } from '../../tools/path/2-network';
import { settle } from '../../tools/path/3-load-balancer';
import { trace } from '../../tools/path/trace';
import { whyClosed } from '../../tools/twin/destination';
import { LiveChain } from '../../tools/twin/live-chain';
import { buildModel } from '../helpers/model';

test('an endpoint of another service accepts a direct connection and cuts it, on paper and on loopback', () => {
  const model = buildModel((draft) => {
    for (const endpoint of draft.endpoints) endpoint.service = 'com.amazonaws.eu-west-1.sqs';
    for (const group of draft.securityGroups)
      if (group.id === 'sg-endpoint') for (const rule of group.ingress) rule.peer = { cidr: '0.0.0.0/0' };
  });
  const address = model.endpoints[0]?.interfaces[0]?.address ?? '';
  const url = 'https://pvt-api.corp.example/';
  const walked = trace(model, settle(model), { from: 'on-prem', method: 'GET', url, address });
  expect(walked.symptom).toEqual({ kind: 'reset' });

  const outcome = whyClosed(new LiveChain(model), locate(model, address), { address, port: 443 }, []);
  expect(outcome).toMatchObject({ kind: 'open', address });
});
