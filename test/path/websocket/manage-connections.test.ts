import type { Model } from '../../../tools/assembly/model';
import type { HeaderList } from '../../../tools/path/hop';
import { manageConnection } from '../../../tools/path/websocket/manage-connections';
import { handshake, socketModel, socketOf } from '../../helpers/websocket';

const open = socketModel();
const signedBy = (accessKeyId: string | undefined): HeaderList => [
  [
    'Authorization',
    `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20240102/eu-west-1/execute-api/aws4_request, SignedHeaders=host;x-amz-date, Signature=00`,
  ],
  ['X-Amz-Date', '20240102T030405Z'],
];

const credential = (model: Model): HeaderList => signedBy(model.functions[0]?.identity?.accessKeyId);

function manage(method: string, change: Partial<ReturnType<typeof handshake>> = {}, model = open) {
  const request = handshake(model, {
    method,
    path: '/live/@connections/Connection1234%3D',
    headers: credential(model),
    body: 'hello',
    ...change,
  });
  return manageConnection(model, request, (id) =>
    id === 'Connection1234=' ? { socket: socketOf(model), lastActiveAt: 1_704_164_700_000 } : undefined,
  )!;
}

test('a message is posted to an open connection by whoever may manage it', () => {
  const { verdict, response, effect } = manage('POST');
  expect([verdict.code, response?.status, effect]).toEqual([
    'POST_BACK_DELIVERED',
    200,
    { kind: 'send', data: 'hello' },
  ]);
});

test('a connection tells of itself, and can be ended', () => {
  expect(JSON.parse(String(manage('GET').response?.body))).toEqual({
    connectedAt: '2024-01-02T03:04:05.000Z',
    identity: { sourceIp: '203.0.113.1' },
    lastActiveAt: '2024-01-02T03:05:00.000Z',
  });
  expect(manage('DELETE')).toMatchObject({ response: { status: 204 }, effect: { kind: 'close' } });
});

const unknownPolicy = {
  Policy: null,
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { RoleName: 'echo', ManagedPolicyArns: ['arn:aws:iam::aws:policy/Elsewhere'] },
  },
};
const refusals: [string, string, number | undefined, ReturnType<typeof manage>][] = [
  ['unsigned', 'IAM_SIGNATURE_MISSING', 403, manage('POST', { headers: [] })],
  [
    'signed by a stranger',
    'IAM_NOT_CHECKED',
    undefined,
    manage('POST', { headers: signedBy('AKIASTRANGER') }),
  ],
  [
    'by a role without the right',
    'POST_BACK_NOT_ALLOWED',
    403,
    manage('POST', {}, socketModel({ Policy: null })),
  ],
  [
    'by a role of which not all is known',
    'POST_BACK_NOT_KNOWN',
    undefined,
    manage('POST', {}, socketModel(unknownPolicy)),
  ],
  [
    'to a connection that is gone',
    'POST_BACK_GONE',
    410,
    manage('POST', { path: '/live/@connections/Other' }),
  ],
  [
    'of more than a message may have',
    'POST_BACK_TOO_LARGE',
    413,
    manage('POST', { body: 'x'.repeat(140_000) }),
  ],
  ['by another method', 'METHOD_NOT_FOUND', 403, manage('PUT')],
  [
    'at a stage that is not there',
    'STAGE_NOT_FOUND',
    403,
    manage('POST', { path: '/dead/@connections/Connection1234%3D' }),
  ],
];

test.each(refusals)('a post %s is refused', (_name, code, status, { verdict, response, effect }) => {
  expect([verdict.code, response?.status, effect]).toEqual([code, status, undefined]);
});

test('who is refused is told by whom and for what, with the account masked', () => {
  const { response } = manage('POST', {}, socketModel({ Policy: null }));
  expect(JSON.parse(String(response?.body)).Message).toMatch(
    /^User: arn:aws:sts::111122223333:assumed-role\/echo\/echo is not authorized to perform: execute-api:ManageConnections on resource: arn:aws:execute-api:eu-west-1:\*{8}3333:\w+\/live\/POST\/@connections\/\{connectionId\}$/,
  );
});
