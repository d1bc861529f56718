import { settle } from '../../tools/path/3-load-balancer';
import { trace } from '../../tools/path/trace';
import { buildModel } from '../helpers/model';

test('a HEAD that is refused has no body on paper either', () => {
  const model = buildModel();
  const url = 'https://pvt-api.corp.example/no/such/path';
  const { response } = trace(model, settle(model), { from: 'on-prem', method: 'HEAD', url });
  expect(response).toMatchObject({ status: 403, body: '' });
});
