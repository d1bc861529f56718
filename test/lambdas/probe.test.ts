import { targetsOf } from '../../lambdas/probe/targets';

test('an expectation becomes a call from the data centre, with what it expects', () => {
  const expect200 = { status: 200, body: { json: { function: 'hello-1' } } };
  expect(
    targetsOf([{ name: 'first', call: 'GET https://pvt-api.corp.example/', expect: expect200 }], 'PEM'),
  ).toEqual([
    {
      name: 'first',
      method: 'GET',
      url: 'https://pvt-api.corp.example/',
      headers: [],
      body: undefined,
      address: undefined,
      vantage: 'on-prem',
      expect: expect200,
      ca: 'PEM',
    },
  ]);
});

test('a call sent by hand may expect nothing in particular', () => {
  const [target] = targetsOf([{ call: 'POST https://pvt-api.corp.example/x', body: '{}' }]);
  expect(target).toMatchObject({ method: 'POST', body: '{}', expect: undefined });
});
