import { admit, bearerToken, Refusal } from '../../../lambdas/authorizer/bearer';

test.each([
  ['Bearer abc', 'abc'],
  ['bearer   abc', 'abc'],
])('%j holds %j', (header, token) => {
  expect(bearerToken(header)).toBe(token);
});

test.each([undefined, '', 'abc', 'Basic abc', 'Bearer', 'Bearer ', 'Bearer a b', 'XBearer abc'])(
  '%j holds no token',
  (header) => {
    expect(() => bearerToken(header)).toThrow(Refusal);
  },
);

describe('a check', () => {
  const log = jest.spyOn(console, 'log').mockImplementation(() => {});
  afterEach(() => log.mockClear());
  afterAll(() => log.mockRestore());

  test('that refuses becomes exactly Unauthorized, and a reason in the log', async () => {
    const refused = admit('staff', () => {
      throw new Refusal('expired');
    });
    await expect(refused).rejects.toEqual(new Error('Unauthorized'));
    expect(log.mock.calls).toEqual([['{"authorizer":"staff","refused":"expired"}']]);
  });

  test('that fails stays an error', async () => {
    await expect(admit('staff', () => Promise.reject(new Error('no route')))).rejects.toThrow('no route');
    expect(log).not.toHaveBeenCalled();
  });

  test('that passes hands on its value', async () => {
    await expect(admit('staff', () => 7)).resolves.toBe(7);
  });
});
