import { fetchOnce } from '../twin/client';
import { closeTwins, host, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test('targets that are not known end in no answer of the gateway', async () => {
  const model = servedModel((draft) => {
    draft.targetGroups = [];
  });
  const { ready } = await serve({ model });
  const { status, body } = await fetchOnce(ready, 'on-prem', `https://${host}/`);
  expect(status).toBe(501);
  expect(JSON.parse(body)).toMatchObject({ twin: 'not known', code: 'TARGETS_NOT_KNOWN' });
});
