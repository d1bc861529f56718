import { probe } from '../../tools/probe';
import { closeTwins, host, serve, servedModel } from '../twin/twin';

afterEach(closeTwins);

test('behind a session that is passed through, what is not known is told in an answer, not by a certificate', async () => {
  const model = servedModel((draft) => {
    draft.domains = [];
    for (const { listeners } of draft.loadBalancers) for (const own of listeners) own.protocol = 'TCP';
    for (const group of draft.targetGroups) {
      group.protocol = 'TCP';
      for (const target of group.targets) if ('id' in target) target.id = '192.168.1.1';
    }
  });
  const twin = await serve({ model });
  const { results } = await probe([
    {
      url: `https://${host}/`,
      address: '10.20.0.10',
      proxy: `socks5://${twin.ready.vantages['on-prem']?.socks}`,
      ca: twin.ready.ca,
    },
  ]);
  expect(results.map(({ status, code }) => ({ status, code }))).toEqual([
    { status: 501, code: 'RESPONSE_NOT_FROM_GATEWAY' },
  ]);
});
