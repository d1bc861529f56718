import type { ConfigErrorText } from './text';

/** Who may call, and what is expected of calls. */
export const callerErrors = {
  CFG_CANARY: {
    means: 'The canary has no place to call from, or a call that it can not make.',
    fix: 'Simulate the data centre, and give it calls from on-prem that need no secret but those of onPremises.secrets.',
  },
  CFG_TOPIC_PLACE: {
    means: 'The SNS topic of the alarms is in another region.',
    fix: 'Use a topic of the same region.',
  },
  CFG_PRINCIPALS_WITHOUT_IAM: {
    means:
      'allowPrincipals names principals, and no route wants a signature: every caller would be anonymous.',
    fix: 'Set authorization: iam, or remove allowPrincipals.',
  },
  CFG_AUTHORIZATION_TWICE: {
    means: 'A route has an authorizer and IAM authorization; API Gateway takes one.',
    fix: 'Set authorizer: none, or authorization: none.',
  },
  CFG_ACCESS_OPENAPI: {
    means: 'authorization or apiKey is set beside an OpenAPI file, whose methods say that themselves.',
    fix: 'Write it in the file, and remove it from hybrid.yaml.',
  },
  CFG_ACCESS_KIND: {
    means: 'A setting of REST APIs is used with another kind of API, which has nothing of the sort.',
    fix: 'Remove it.',
  },
  CFG_UNKNOWN_API: {
    means: 'A usage plan or a caller names an API that is not in apis.',
    fix: 'Correct the name, or add the API.',
  },
  CFG_UNKNOWN_CALLER: {
    means: 'An expectation is signed by somebody who is not in callers.',
    fix: 'Correct the name, or add the caller with its ARN.',
  },
  CFG_UNKNOWN_API_KEY: {
    means: 'An expectation carries an API key that no usage plan has.',
    fix: 'Correct the name, or add the key to a usage plan.',
  },
  CFG_API_KEY_PLANS: {
    means:
      'Two usage plans have the same key for the same API; API Gateway takes one plan of a key for a stage.',
    fix: 'Keep the key in one of them.',
  },
  CFG_API_KEY_NO_PLAN: {
    means: 'An API wants API keys, or a key has settings, and no usage plan has it: nobody could call by it.',
    fix: 'Add it to a usage plan, or remove it.',
  },
  CFG_CALL_SYNTAX: {
    means: 'The call of an expectation is not a method and an absolute URL.',
    fix: 'Write e.g. GET https://pvt-api.corp.example/.',
  },
  CFG_CALL_HTTPS: { means: 'The call of an expectation is not https.', fix: 'Write an https URL.' },
  CFG_CALL_HOST: {
    means: 'An expectation calls a name of the zone that no API has, and expects an answer.',
    fix: 'Correct the host, or expect unreachable.',
  },
  CFG_CALL_FROM: {
    means: 'An expectation comes from a place that is not there.',
    fix: 'Use on-prem, app or internet.',
  },
  CFG_CALL_HEADER: {
    means: 'A header of an expectation is not one that HTTP can carry.',
    fix: 'Write a name of letters, digits and "-", and a value of one line.',
  },
  CFG_CALL_BODY: {
    means: 'A GET or HEAD is sent with a body, or a HEAD is expected to be answered with one.',
    fix: 'Remove body, or use another method.',
  },
  CFG_SOCKET_API: {
    means: 'A WebSocket API has a setting that it can not have, or a host that is not its own.',
    fix: 'Remove the setting, correct it, or give the API a host of its own.',
  },
  CFG_SOCKET_ROUTE: {
    means:
      'A route of a WebSocket API has a key or a target that it can not have, or another API has what is a WebSocket API’s.',
    fix: 'Correct what the message names.',
  },
  CFG_SOCKET_MAPPING: {
    means: 'What a WebSocket API passes to its backend comes from nowhere that API Gateway takes.',
    fix: 'Map from context, stage variables, the message, the handshake on $connect, or text in single quotes.',
  },
  CFG_CALL_SOCKET: {
    means: 'An expectation sends or expects messages, and its call does not open a WebSocket.',
    fix: 'Call a WebSocket API by GET wss://…, or leave the messages out.',
  },
  CFG_CALL_PATTERN: {
    means: 'The pattern for a body is not a regular expression.',
    fix: 'Correct it (JavaScript syntax), or compare with equals.',
  },
} as const satisfies Record<string, ConfigErrorText>;
