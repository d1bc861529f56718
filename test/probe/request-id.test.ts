import type { HeaderList } from '../../tools/path/hop';
import { requestIdOf } from '../../tools/probe/request-id';

const idOf = (...headers: HeaderList) =>
  requestIdOf({ status: 403, headers, body: '', bytes: 0, complete: true });

test('is that of REST and WebSocket APIs, or of HTTP APIs', () => {
  expect(idOf(['x-amzn-RequestId', '0a1b-2c'])).toBe('0a1b-2c');
  expect(idOf(['Apigw-Requestid', 'aBcD_-12='])).toBe('aBcD_-12=');
});

test('is none without a response, without a header, and where the header can’t be one', () => {
  expect(requestIdOf(undefined)).toBeUndefined();
  expect(idOf(['server', 'nginx'])).toBeUndefined();
  expect(idOf(['x-amzn-requestid', '$(id) "'])).toBeUndefined();
});
