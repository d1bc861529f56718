import { Unknown } from '../../tools/assembly/model';
import { at } from '../helpers/model';
import { fetchOnce } from '../twin/client';
import { closeTwins, host, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test('a way that is not known to be open ends in no answer of the gateway', async () => {
  const model = servedModel((draft) => {
    for (const group of draft.securityGroups)
      for (const rule of group.ingress) rule.peer = new Unknown('it is imported', at('Group'));
  });
  const { ready } = await serve({ model });
  const { status, body } = await fetchOnce(ready, 'on-prem', `https://${host}/`);
  expect(status).toBe(501);
  expect(JSON.parse(body)).toMatchObject({ twin: 'not known', hop: 'network' });
});
