import { publicApis, renderPublicApis } from '../../tools/verify/public-apis';
import { httpApiModel } from '../helpers/http-api';
import { referenceModel } from '../helpers/reference-template';

test('private REST APIs are no reason for a warning', () => {
  expect(renderPublicApis(publicApis(referenceModel()))).toEqual([]);
});

test('an HTTP API is named with all that it answers to, and its open routes', () => {
  const routes = { 'GET /a': { route: { AuthorizationType: 'AWS_IAM' } }, 'GET /b': {} };
  const model = httpApiModel({ routes });
  const host = `${model.httpApis![0]!.id}.execute-api.eu-west-1.amazonaws.com`;
  expect(renderPublicApis(publicApis(model))).toEqual([
    `WARNING: HTTP API "partner" is PUBLIC: the internet reaches it at partner.corp.example, ${host}. Open to anybody: GET /b.`,
  ]);
});

test('a default endpoint that is off is no way in, and signed routes are said to be guarded', () => {
  const routes = { $default: { route: { AuthorizationType: 'AWS_IAM' } } };
  const model = httpApiModel({ routes, api: { DisableExecuteApiEndpoint: true } });
  expect(renderPublicApis(publicApis(model))).toEqual([
    'WARNING: HTTP API "partner" is PUBLIC: the internet reaches it at partner.corp.example. Every route asks who calls.',
  ]);
});

test('a WebSocket API is public too', () => {
  const model = httpApiModel({
    routes: {},
    more: {
      Chat: {
        Type: 'AWS::ApiGatewayV2::Api',
        Properties: {
          Name: 'chat',
          ProtocolType: 'WEBSOCKET',
          RouteSelectionExpression: '$request.body.action',
        },
      },
    },
  });
  expect(publicApis(model).map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    'HTTP partner',
    'WebSocket chat',
  ]);
});
