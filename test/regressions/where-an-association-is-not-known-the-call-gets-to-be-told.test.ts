import { Unknown } from '../../tools/assembly/model';
import { at } from '../helpers/model';
import { dial, exchange, get, secure } from '../twin/client';
import { closeTwins, host, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test('where an association is not known the call gets to be told', async () => {
  const model = servedModel((draft) => {
    const where = at('Association');
    const endpointId = new Unknown('parameter without default', where);
    Object.assign(draft.domains[0]!, {
      endpointType: 'PRIVATE',
      native: { invokeArn: 'arn', associations: [{ where, endpointId }] },
    });
    const group = draft.securityGroups.find(({ id }) => id === 'sg-endpoint')!;
    group.ingress.push({ where, protocol: 6, fromPort: 443, toPort: 443, peer: { cidr: '0.0.0.0/0' } });
  });
  const { ready } = await serve({ model });
  const { socket } = await dial(ready, 'app', '10.20.0.20');
  const client = await secure(ready, socket, { servername: host });
  const { status, body } = await exchange(client, get(host));
  client.destroy();
  expect(status).toBe(501);
  expect(JSON.parse(body)).toMatchObject({ twin: 'not known', code: 'ENDPOINT_CERTIFICATE_NOT_KNOWN' });
});
