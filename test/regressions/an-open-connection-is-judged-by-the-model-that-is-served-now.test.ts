import { Unknown } from '../../tools/assembly/model';
import { at } from '../helpers/model';
import { dial, exchange, get, secure } from '../twin/client';
import { closeTwins, host, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test('a connection opened before a reload is judged by the model that is served now', async () => {
  const before = servedModel((draft) => {
    for (const { nodes } of draft.loadBalancers)
      for (const node of nodes) node.securityGroupIds = [new Unknown('it is imported', at('LoadBalancer'))];
  });
  const twin = await serve({ model: before });
  const node = async () => {
    const { socket } = await dial(twin.ready, 'on-prem', '10.20.0.10');
    return secure(twin.ready, socket, { servername: host });
  };
  expect((await exchange(await node(), get(host))).status).toBe(501);

  await twin.reload(servedModel());
  twin.fail({ target: '10.20.1.20' });

  expect((await exchange(await node(), get(host))).status).toBe(200);
});
