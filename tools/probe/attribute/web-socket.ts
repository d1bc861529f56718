import { headerOf, type Observation } from '../observation';
import { isFromGateway } from './gateway-errors';
import { type Code, peer, type Rule } from './rule';

const socketAsked = (seen: Observation): boolean => seen.asksForSocket === true && seen.stage === 'response';

const refused = (seen: Observation): boolean => socketAsked(seen) && seen.response?.status !== 101;

const frame = (seen: Observation, text: string): boolean =>
  socketAsked(seen) &&
  (seen.webSocket?.messages.at(-1) ?? '').startsWith(`{"message":"${text}","connectionId":`);

const told = (seen: Observation): string => `the connection stands, then ${seen.webSocket?.messages.at(-1)}`;

const errorType = (seen: Observation): string =>
  (seen.response && headerOf(seen.response, 'x-amzn-errortype')) ?? '';

/** A load balancer that answers by itself; of a message the client hears nothing of it. */
const ownAnswers: readonly Code[] = ['BACKEND_UNHEALTHY', 'BACKEND_FAILED', 'BACKEND_NO_RULE'];

/** Behind a VPC link: nothing answers, which the gateway tells when its patience is over. */
const silences: readonly Code[] = [
  'LINK_NLB_ENFORCES_RULES',
  'BACKEND_UNREACHABLE',
  'BACKEND_UNHEALTHY',
  'LINK_NETWORK_BLOCKED',
];

/** Behind a VPC link: the connection is refused or cut. */
const refusals: readonly Code[] = [
  'LINK_NO_LISTENER',
  'LINK_PROTOCOL_MISMATCH',
  'LINK_CERTIFICATE_MISMATCH',
  'LINK_WITHOUT_TARGET',
  'BACKEND_UNHEALTHY',
  'BACKEND_UNREACHABLE',
];

/** WebSocket APIs: what a handshake, and what a message came to. */
export const webSocketRules: readonly Rule[] = [
  {
    when: (seen) => refused(seen) && errorType(seen).startsWith('MissingAuthenticationToken'),
    outcome: 'stop',
    code: 'IAM_SIGNATURE_MISSING',
    because: (seen) => `the handshake is refused with ${seen.response?.status}: $connect wants a signature`,
    confidence: 'high',
    candidates: ['SOCKET_UPGRADE_MISSING'],
  },
  {
    when: (seen) => refused(seen) && errorType(seen).startsWith('ForbiddenException'),
    outcome: 'stop',
    code: 'STAGE_NOT_FOUND',
    because: (seen) =>
      `the handshake is refused with 403 Forbidden: ${seen.host}${seen.path} leads to no stage`,
    confidence: 'low',
    candidates: [
      'NO_MAPPING_MATCHES',
      'PUBLIC_API_THROUGH_ENDPOINT',
      'DEFAULT_ENDPOINT_DISABLED',
      'SOCKET_CONNECT_REFUSED',
      'UNKNOWN_HOST',
      'UNKNOWN_API',
    ],
  },
  {
    when: (seen) =>
      refused(seen) &&
      seen.response !== undefined &&
      isFromGateway(seen.response) &&
      errorType(seen) === '' &&
      seen.response.status >= 300,
    outcome: 'stop',
    code: 'SOCKET_CONNECT_REFUSED',
    because: (seen) => `the backend of $connect refuses the handshake with ${seen.response?.status}`,
    confidence: 'high',
  },
  {
    when: (seen) => refused(seen) && (seen.response?.status ?? 0) < 400,
    outcome: 'stop',
    code: 'RESPONSE_NOT_WEBSOCKET',
    because: (seen) => `${peer(seen)} answers ${seen.response?.status} and does not change to WebSocket`,
    confidence: 'high',
  },
  {
    when: (seen) => frame(seen, 'Forbidden'),
    outcome: 'stop',
    code: 'SOCKET_ROUTE_NOT_FOUND',
    because: (seen) => `${told(seen)}: no route has the message’s key, and there is no $default`,
    confidence: 'high',
  },
  {
    when: (seen) => frame(seen, 'Endpoint request timed out'),
    outcome: 'stop',
    code: 'INTEGRATION_TIMED_OUT',
    because: told,
    confidence: 'medium',
    candidates: silences,
  },
  {
    when: (seen) => frame(seen, 'Internal server error'),
    outcome: 'stop',
    code: 'FUNCTION_FAILED',
    because: (seen) => `${told(seen)}: the route’s integration failed`,
    confidence: 'medium',
    candidates: [
      'FUNCTION_RESPONSE_MALFORMED',
      'FUNCTION_PERMISSION_MISSING',
      'FUNCTION_TIMED_OUT',
      'FUNCTION_RESPONSE_TOO_LARGE',
      'SOCKET_INTEGRATION_MISSING',
      ...refusals,
      'POST_BACK_NOT_ALLOWED',
      'POST_BACK_GONE',
    ],
  },
  {
    when: (seen) => seen.webSocket?.closed?.code === 1009,
    outcome: 'stop',
    code: 'SOCKET_MESSAGE_TOO_LARGE',
    because: () => 'the connection stands, and is closed with 1009 for what was sent',
    confidence: 'high',
  },
  {
    when: (seen) => seen.webSocket?.closed !== undefined && seen.mismatch !== undefined,
    outcome: 'stop',
    code: 'SOCKET_CLOSED',
    because: ({ webSocket }) =>
      `the connection stands, and is closed with ${webSocket?.closed?.code} ${webSocket?.closed?.reason}: ${webSocket?.messages.length} messages came`,
    confidence: 'medium',
  },
  {
    when: (seen) =>
      seen.webSocket !== undefined && seen.webSocket.messages.length === 0 && seen.mismatch !== undefined,
    outcome: 'stop',
    code: 'SOCKET_NO_MESSAGE',
    because: (seen) =>
      `the connection stands, ${seen.webSocket?.sent} messages were sent, and none comes back`,
    confidence: 'low',
    candidates: [
      'POST_BACK_NOT_ALLOWED',
      'POST_BACK_GONE',
      'SOCKET_BACKEND_REFUSES',
      ...ownAnswers,
      'FUNCTION_ANSWERED',
    ],
  },
  {
    when: (seen) => socketAsked(seen) && seen.webSocket !== undefined && seen.mismatch === undefined,
    outcome: 'pass',
    code: 'SOCKET_CONNECTED',
    because: ({ webSocket }) =>
      `the connection stands; ${webSocket?.sent} messages went, ${webSocket?.messages.length} came`,
    confidence: 'high',
  },
];
