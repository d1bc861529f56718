import type { Client, Clients, Service } from '../../tools/doctor/clients';
import { liveFacts, type Made } from '../../tools/doctor/read';

/** Clients whose every call is answered by a function of the command's name and its input. */
function clientsThat(answer: (command: string, input: Record<string, unknown>) => unknown): Clients {
  const client: Client = {
    send: async (command) => {
      const { name, input } = command as { name: string; input: Record<string, unknown> };
      return answer(name, input);
    },
    destroy: () => undefined,
  };
  const service: Service = {
    client,
    command: (name) =>
      class {
        readonly name = name;
        constructor(readonly input: object) {}
      },
    paginator: (name) =>
      async function* (_config, input) {
        for (let token: unknown; ; ) {
          const page = answer(name, { ...input, token }) as { NextToken?: string };
          yield page;
          token = page.NextToken;
          if (!token) return;
        }
      },
  };
  return { service: () => service, close: () => undefined } as unknown as Clients;
}

const failing =
  (name: string, message = name) =>
  () => {
    throw Object.assign(new Error(message), { name });
  };
const identity = (clients: Clients) => liveFacts({ clients }).read('sts:GetCallerIdentity', {});

test('a call is made once, whoever asks and however often', async () => {
  const calls: string[] = [];
  const facts = liveFacts({
    clients: clientsThat((command) => {
      calls.push(command);
      return { Account: '111122223333' };
    }),
  });
  const [one, other] = await Promise.all([
    facts.read('sts:GetCallerIdentity', {}),
    facts.read('sts:GetCallerIdentity', {}),
  ]);
  expect(one).toBe(other);
  expect(calls).toEqual(['GetCallerIdentity']);
});

test('pages become one answer', async () => {
  const pages = [
    { StackResourceSummaries: [{ LogicalResourceId: 'A' }], NextToken: 'more' },
    { StackResourceSummaries: [{ LogicalResourceId: 'B' }] },
  ];
  const facts = liveFacts({ clients: clientsThat((_command, { token }) => pages[token ? 1 : 0]) });
  const answer = await facts.read('cloudformation:ListStackResources', { StackName: 'corp-network' });
  expect(answer?.StackResourceSummaries?.map(({ LogicalResourceId }) => LogicalResourceId)).toEqual([
    'A',
    'B',
  ]);
});

test('what is not there is an answer', async () => {
  const facts = liveFacts({ clients: clientsThat(failing('ResourceNotFoundException')) });
  expect(await facts.read('acm:DescribeCertificate', { CertificateArn: 'arn:x' })).toBeUndefined();
});

test.each([
  ['AccessDeniedException', 'READ_DENIED'],
  ['UnauthorizedOperation', 'READ_DENIED'],
  ['AbortError', 'READ_TIMED_OUT'],
  ['ThrottlingException', 'READ_FAILED'],
])('%s leaves the checks unknown: %s', async (error, code) => {
  const facts = liveFacts({ clients: clientsThat(failing(error)) });
  await expect(facts.read('acm:DescribeCertificate', { CertificateArn: 'arn:x' })).rejects.toMatchObject({
    name: 'NotKnown',
    code,
    details: { evidence: { action: 'acm:DescribeCertificate', error } },
  });
});

test.each([
  ['CredentialsProviderError', 'DOCTOR_NO_CREDENTIALS'],
  ['ExpiredToken', 'DOCTOR_CREDENTIALS_REFUSED'],
  ['UnrecognizedClientException', 'DOCTOR_CREDENTIALS_REFUSED'],
])('%s ends the run: %s', async (error, code) => {
  await expect(identity(clientsThat(failing(error)))).rejects.toMatchObject({ problems: [{ code }] });
});

test('each call is told, with its error', async () => {
  const made: Made[] = [];
  const facts = liveFacts({ clients: clientsThat(failing('Throttling')), made: (call) => made.push(call) });
  await expect(facts.read('sts:GetCallerIdentity', {})).rejects.toThrow('Throttling');
  expect(made).toMatchObject([{ name: 'sts:GetCallerIdentity', input: {}, error: 'Throttling' }]);
});
