import type { Fault } from '../fault';
import { type EditableResource, mentions, type Templates } from '../templates';

const url = 'wss://chat.corp.example.com/';
const toBackend = { from: 'internet', method: 'GET', url, send: ['{"room":"blue","text":"hello"}'] };
const toFunction = { ...toBackend, send: ['{"action":"shout","text":"hello"}'] };
const isChat = (logicalId: string) => logicalId.startsWith('Apichat');

function routeOf(templates: Templates, key: string): EditableResource {
  return templates.one('AWS::ApiGatewayV2::Route', (own, id) => isChat(id) && own.RouteKey === key);
}

/** Permissions by which the chat API may call the function of a route. */
function permissionOf(templates: Templates, source: string): EditableResource {
  return templates.one(
    'AWS::Lambda::Permission',
    (own) => mentions(own.SourceArn, `/${source}`) && mentions(own, 'Apichat'),
  );
}

function changeGroups(
  templates: Templates,
  type: string,
  edit: (properties: EditableResource['properties']) => void,
) {
  const balancer = templates.one(
    'AWS::ElasticLoadBalancingV2::LoadBalancer',
    (own) => own.Type === type && own.Scheme === 'internal' && mentions(own.Tags, 'chat'),
  );
  edit(balancer.properties);
}

const base = { example: 'websocket', outcome: 'stop' } as const;

/** WebSocket APIs: the handshake, the route, what is behind it, and the way back. */
export const websocketFaults: readonly Fault[] = [
  {
    ...base,
    name: '$connect wants a signature that the client does not make',
    hop: 'authorizer',
    code: 'IAM_SIGNATURE_MISSING',
    seen: 403,
    call: toBackend,
    change: (templates) => {
      routeOf(templates, '$connect').properties.AuthorizationType = 'AWS_IAM';
    },
  },
  {
    ...base,
    name: 'the API may not call the function of $connect',
    hop: 'integration',
    code: 'FUNCTION_PERMISSION_MISSING',
    seen: 500,
    call: toBackend,
    change: (templates) => templates.remove(permissionOf(templates, '$connect')),
  },
  {
    ...base,
    name: 'the function of $connect fails',
    hop: 'integration',
    code: 'FUNCTION_FAILED',
    seen: 502,
    call: toBackend,
    change: (templates) => {
      const lobby = templates.one('AWS::Lambda::Function', (own) => own.Description === 'Lets clients in');
      lobby.properties.Handler = 'index.nothing';
    },
  },
  {
    ...base,
    name: 'the custom domain maps to a stage that is not there',
    hop: 'gateway',
    code: 'STAGE_NOT_FOUND',
    seen: 403,
    call: toBackend,
    change: (templates) => {
      templates.one('AWS::ApiGatewayV2::ApiMapping', (own) =>
        mentions(own.ApiId, 'Apichat'),
      ).properties.Stage = 'dead';
    },
  },
  {
    ...base,
    name: 'there is no $default route for what no route takes',
    hop: 'gateway',
    code: 'SOCKET_ROUTE_NOT_FOUND',
    seen: 101,
    call: toBackend,
    change: (templates) => templates.remove(routeOf(templates, '$default')),
  },
  {
    ...base,
    name: 'a message is larger than a frame may be',
    hop: 'gateway',
    code: 'SOCKET_MESSAGE_TOO_LARGE',
    seen: 101,
    call: { ...toBackend, send: ['x'.repeat(40_000)] },
  },
  {
    ...base,
    name: 'a route has lost its integration',
    hop: 'integration',
    code: 'SOCKET_INTEGRATION_MISSING',
    seen: 101,
    says: 'FUNCTION_FAILED',
    call: toFunction,
    change: (templates) => {
      delete routeOf(templates, 'shout').properties.Target;
    },
  },
  {
    ...base,
    name: 'the API may not call the function of a message',
    hop: 'integration',
    code: 'FUNCTION_PERMISSION_MISSING',
    seen: 101,
    says: 'FUNCTION_FAILED',
    call: toFunction,
    change: (templates) => templates.remove(permissionOf(templates, 'shout')),
  },
  {
    ...base,
    name: 'the function of a message may not post back, and fails',
    hop: 'integration',
    code: 'POST_BACK_NOT_ALLOWED',
    seen: 101,
    says: 'FUNCTION_FAILED',
    call: toFunction,
    change: (templates) =>
      templates.remove(
        templates.one('AWS::IAM::Policy', (own, id) => isChat(id) && mentions(own.Roles, 'shout')),
      ),
  },
  {
    ...base,
    name: 'the backend may not post back, of which the client hears nothing',
    hop: 'integration',
    code: 'POST_BACK_NOT_ALLOWED',
    seen: 101,
    says: 'SOCKET_NO_MESSAGE',
    call: toBackend,
    change: (templates) =>
      templates.remove(
        templates.one('AWS::IAM::Policy', (own, id) => isChat(id) && !mentions(own.Roles, 'shout')),
      ),
  },
  {
    ...base,
    name: 'the Network Load Balancer holds PrivateLink to rules that admit nobody',
    hop: 'integration',
    code: 'LINK_NLB_ENFORCES_RULES',
    seen: 101,
    says: 'INTEGRATION_TIMED_OUT',
    call: toBackend,
    change: (templates) =>
      changeGroups(templates, 'network', (properties) => {
        properties.EnforceSecurityGroupInboundRulesOnPrivateLinkTraffic = 'on';
      }),
  },
  {
    ...base,
    name: 'the backend’s load balancer does not admit the one in front of it',
    hop: 'integration',
    code: 'BACKEND_UNREACHABLE',
    seen: 101,
    says: 'INTEGRATION_TIMED_OUT',
    call: toBackend,
    change: (templates) => {
      for (const rule of templates.all('AWS::EC2::SecurityGroupIngress', (own) =>
        mentions(own.GroupId, 'Backendchat'),
      ))
        templates.remove(rule);
    },
  },
  {
    ...base,
    name: 'the backend refuses a handshake that it is asked about',
    hop: 'integration',
    code: 'SOCKET_CONNECT_REFUSED',
    seen: 403,
    call: { ...toBackend, url: `${url}?error=1` },
    change: (templates) => {
      routeOf(templates, '$connect').properties.Target = routeOf(templates, '$default').properties.Target;
    },
  },
  {
    ...base,
    name: 'the backend answers a message with an error, of which the client hears nothing',
    hop: 'integration',
    code: 'SOCKET_BACKEND_REFUSES',
    outcome: 'pass',
    seen: 101,
    says: 'SOCKET_NO_MESSAGE',
    call: toBackend,
    change: (templates) => {
      const integration = templates.one(
        'AWS::ApiGatewayV2::Integration',
        (own, id) => isChat(id) && own.IntegrationType === 'HTTP_PROXY',
      );
      // The sample backend refuses ?error, and answers as no message what it is not told is one.
      integration.properties.RequestParameters = { 'integration.request.querystring.error': "'1'" };
    },
  },
  {
    ...base,
    name: 'the function behind the backend’s load balancer fails, of which the client hears nothing',
    hop: 'integration',
    code: 'BACKEND_FAILED',
    outcome: 'pass',
    seen: 101,
    says: 'SOCKET_NO_MESSAGE',
    call: toBackend,
    change: (templates) => {
      const backend = templates.one('AWS::Lambda::Function', (own) =>
        mentions(own.Description, 'Sample backend'),
      );
      backend.properties.Handler = 'index.nothing';
    },
  },
];
