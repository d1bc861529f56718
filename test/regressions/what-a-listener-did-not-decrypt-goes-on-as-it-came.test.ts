import { dial, exchange, get, secure } from '../twin/client';
import { closeTwins, host, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test('what a TCP listener did not decrypt goes on as it came, whatever the target group encrypts', async () => {
  const model = servedModel((draft) => {
    for (const { listeners } of draft.loadBalancers) for (const own of listeners) own.protocol = 'TCP';
  });
  const { ready } = await serve({ model });
  const { socket } = await dial(ready, 'on-prem', '10.20.0.10');
  const client = await secure(ready, socket, { servername: host, rejectUnauthorized: false });
  expect((await exchange(client, get(host))).status).toBe(200);
});
