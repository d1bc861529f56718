import { settle } from '../../tools/path/3-load-balancer';
import { trace } from '../../tools/path/trace';
import { buildModel } from '../helpers/model';

/** In the range that stands for API Gateway's front on the internet. */
const address = '198.51.100.7';

function dial(url: string) {
  const model = buildModel();
  return trace(model, settle(model), { from: 'internet', method: 'GET', url, address });
}

test.each([
  ['another port', 'https://abc.execute-api.eu-west-1.amazonaws.com:8443/', { kind: 'timeout' }],
  ['plain HTTP', 'http://abc.execute-api.eu-west-1.amazonaws.com/', { kind: 'timeout' }],
  ['plain HTTP on its port', 'http://abc.execute-api.eu-west-1.amazonaws.com:443/', { kind: 'reset' }],
  ['a name of others', 'https://www.other.example/', { kind: 'tls', alert: 'certificate_name' }],
])('the public front does not answer %s', (_what, url, symptom) => {
  expect(dial(url)).toMatchObject({ outcome: 'stop', status: null, symptom });
});

test('what answers plain HTTP at an address that nobody knows stays unknown', () => {
  const model = buildModel();
  const { hops } = trace(model, settle(model), {
    from: 'internet',
    method: 'GET',
    url: 'http://192.0.2.1/',
  });
  expect(hops.filter(({ hop }) => hop === 'endpoint')).toMatchObject([{ outcome: 'unknown' }]);
});
