import { placeOf } from '../../lambdas/post-back';
import { signedHeaders } from '../../lambdas/post-back/sign';
import { signRequest } from '../../tools/sigv4';

const credentials = { accessKeyId: 'ASIA1', secretAccessKey: 'secret', sessionToken: 'token' };
const connection = { apiId: 'abc123', stage: 'live', connectionId: 'Connection1234=' };
const { host, path } = placeOf(connection, 'eu-west-1');

test('a post is signed as the AWS SDK signs it', async () => {
  const at = Date.UTC(2024, 0, 2, 3, 4, 5);
  const own = signedHeaders(
    { method: 'POST', host, path, body: 'hello', region: 'eu-west-1', at },
    credentials,
  );
  const theirs = await signRequest(
    { method: 'POST', path, query: '', headers: [['Host', host]], body: 'hello' },
    credentials,
    { region: 'eu-west-1' },
    at,
  );
  expect(own.authorization).toBe(theirs.find(([name]) => name === 'authorization')?.[1]);
});

test('a post goes to API Gateway of the function’s own region', () => {
  expect([host, path]).toEqual([
    'abc123.execute-api.eu-west-1.amazonaws.com',
    '/live/@connections/Connection1234%3D',
  ]);
  expect(placeOf(connection, 'cn-north-1').host).toBe('abc123.execute-api.cn-north-1.amazonaws.com.cn');
});

test.each([
  { apiId: 'evil.example/' },
  { apiId: 'a@evil' },
  { stage: '../x' },
  { connectionId: 'x?y' },
  { connectionId: '' },
])('what is no connection is not posted to: %j', (change) => {
  expect(() => placeOf({ ...connection, ...change }, 'eu-west-1')).toThrow('no connection');
});
