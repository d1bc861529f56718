import { Unknown } from '../../tools/assembly/model';
import { probe } from '../../tools/probe';
import { closeTwins, host, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test('after a certificate of which nothing is known, no answer of the gateway is given', async () => {
  const where = { stack: 'front-door', logicalId: 'Association' };
  const model = servedModel((draft) => {
    const associations = [{ endpointId: new Unknown('a parameter without default', where), where }];
    Object.assign(draft.domains[0]!, {
      endpointType: 'PRIVATE',
      native: { invokeArn: 'arn', associations },
    });
    for (const group of draft.securityGroups)
      if (group.id === 'sg-endpoint') for (const rule of group.ingress) rule.peer = { cidr: '0.0.0.0/0' };
  });
  const twin = await serve({ model });
  const { results } = await probe([
    {
      url: `https://${host}/`,
      address: model.endpoints[0]!.interfaces[0]!.address,
      headers: [['x-long', 'a'.repeat(8000)]],
      proxy: `socks5://${twin.ready.vantages['on-prem']?.socks}`,
      ca: twin.ready.ca,
    },
  ]);
  expect(results.map(({ status }) => status)).toEqual([501]);
});
