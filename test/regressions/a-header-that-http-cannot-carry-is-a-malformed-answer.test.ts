import { api, definition, gatewayModel, requestTo, returned, serveWith } from '../helpers/gateway-model';
import { at } from '../helpers/model';

test.each([
  ['a line break in a value', { 'x-a': 'one\r\ntwo' }],
  ['a character beyond Latin-1', { 'x-a': '😀' }],
  ['a space in a name', { 'bad name': 'x' }],
  ['an empty name', { '': 'x' }],
])('a function that answers with %s in a header has answered badly', (_what, headers) => {
  const model = gatewayModel();
  const hello = returned({ statusCode: 200, headers, body: 'h' });
  const { verdicts, response } = serveWith(model, requestTo(model), { hello });
  expect(response?.status).toBe(502);
  expect(verdicts.at(-1)?.code).toBe('FUNCTION_RESPONSE_MALFORMED');
});

test('a line break of the caller starts no header in a gateway response', () => {
  const gatewayResponses = [
    {
      where: at('Response'),
      responseType: 'DEFAULT_4XX',
      headers: { 'gatewayresponse.header.x-asked': 'method.request.querystring.a' },
      templates: {},
    },
  ];
  const own = api({
    id: 'api1234567',
    name: 'api',
    stage: 'demo',
    definition: definition({ gatewayResponses }),
  });
  const model = gatewayModel({ apis: [own] });
  const { response } = serveWith(model, requestTo(model, { path: '/none', query: 'a=1%0Ax-injected:2' }));
  expect(response?.headers).toContainEqual(['x-asked', '1 x-injected:2']);
});
