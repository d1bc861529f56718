import { Unknown } from '../../tools/assembly/model';
import { at } from '../helpers/model';
import { dial } from '../twin/client';
import { closeTwins, host, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test('a name whose answer depends on something unknown is not resolved', async () => {
  const setting = new Unknown('it is imported', { ...at('Vpc'), property: 'Properties.EnableDnsHostnames' });
  const model = servedModel((draft) => {
    for (const vpc of draft.vpcs) vpc.unresolved = [setting];
  });
  const { ready } = await serve({ model });
  const { reply } = await dial(ready, 'on-prem', host);
  expect(reply).toBe(1);
});
