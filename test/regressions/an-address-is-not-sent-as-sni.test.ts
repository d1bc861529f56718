import { settle } from '../../tools/path/3-load-balancer';
import { trace } from '../../tools/path/trace';
import { buildModel } from '../helpers/model';

test('an address in the URL is not sent as SNI', () => {
  const model = buildModel();
  const { hops } = trace(model, settle(model), {
    from: 'on-prem',
    method: 'GET',
    url: 'https://10.20.0.10/',
  });
  const mismatch = hops.find(({ code }) => code === 'CERTIFICATE_NAME_MISMATCH');
  expect(mismatch?.because).toContain('SNI not sent');
});
