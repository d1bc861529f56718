import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { throttle } from './throttling';

test('each action is turned away for its first calls, in the words of its service, and then handed on', async () => {
  const behind = createServer((_, response) => response.end('<through/>'));
  await new Promise<void>((resolve) => behind.listen(0, '127.0.0.1', resolve));
  const busy = await throttle(`http://127.0.0.1:${(behind.address() as AddressInfo).port}`, 1);
  const call = async (service: string, action: string) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=K/20261121/eu-west-1/${service}/aws4_request`;
    const init = { method: 'POST', headers: { authorization }, body: `Action=${action}` };
    const response = await fetch(busy.endpoint, init);
    return `${response.status} ${/<Code>(\w+)/.exec(await response.clone().text())?.[1] ?? (await response.text())}`;
  };
  try {
    expect(await call('ec2', 'DescribeVpcEndpoints')).toBe('503 RequestLimitExceeded');
    expect(await call('ec2', 'DescribeVpcEndpoints')).toBe('200 <through/>');
    expect(await call('elasticloadbalancing', 'RegisterTargets')).toBe('400 Throttling');
    expect(await call('sts', 'GetCallerIdentity')).toBe('200 <through/>');
    expect(busy.refused).toEqual(['DescribeVpcEndpoints', 'RegisterTargets']);
  } finally {
    await busy.close();
    behind.closeAllConnections();
    behind.close();
  }
});
