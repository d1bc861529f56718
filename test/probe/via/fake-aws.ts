import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a function answers: its value, or how it fails. */
export type Reply =
  | { readonly value: unknown }
  | { readonly failed: { readonly errorType: string; readonly errorMessage: string } }
  | { readonly refused: { readonly status: number; readonly type: string; readonly message: string } };

export interface FakeFunction {
  readonly timeout: number;
  readonly run: (event: { readonly targets: readonly { readonly url: string }[] }) => Promise<Reply> | Reply;
}

export interface FakeAccount {
  readonly functions: Readonly<Record<string, FakeFunction>>;
  /** Stack → output → value. */
  readonly stacks?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** May invoke and nothing else. */
  readonly looksDenied?: boolean;
}

/** Lambda and CloudFormation as far as `--via` speaks to them: wire formats of AWS, on loopback. */
export async function fakeAws(account: FakeAccount): Promise<{
  readonly url: string;
  /** Names of the functions invoked, in order. */
  readonly invoked: string[];
  close(): Promise<void>;
}> {
  const invoked: string[] = [];
  const server = createServer((request, response) => {
    serve(account, invoked, request, response).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    invoked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  account: FakeAccount,
  invoked: string[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const [, encoded, action] = /^\/2015-03-31\/functions\/([^/]+)\/(\w+)/.exec(request.url ?? '') ?? [];
  if (encoded === undefined) {
    if (account.looksDenied) return denyStacks(response);
    return describeStacks(account, new URLSearchParams(body).get('StackName'), response);
  }
  const name = decodeURIComponent(encoded);
  const found = account.functions[name];
  if (action === 'configuration') {
    if (account.looksDenied) return fail(response, 403, 'AccessDeniedException', 'not authorized');
    if (!found) return fail(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
    send(response, 200, { FunctionName: name, Timeout: found.timeout });
    return;
  }
  invoked.push(name);
  if (!found) return fail(response, 404, 'ResourceNotFoundException', `Function not found: ${name}`);
  const reply = await found.run(JSON.parse(body));
  if ('refused' in reply)
    return fail(response, reply.refused.status, reply.refused.type, reply.refused.message);
  if ('value' in reply) send(response, 200, reply.value);
  else send(response, 200, reply.failed, { 'X-Amz-Function-Error': 'Unhandled' });
}

function describeStacks({ stacks = {} }: FakeAccount, one: string | null, response: ServerResponse): void {
  const members = Object.entries(stacks)
    .filter(([name]) => one === null || name === one)
    .map(([name, outputs]) => {
      const own = Object.entries(outputs).map(
        ([key, value]) => `<member><OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue></member>`,
      );
      return `<member><StackName>${name}</StackName><Outputs>${own.join('')}</Outputs></member>`;
    });
  const missing = one !== null && members.length === 0;
  const text = missing
    ? `<ErrorResponse><Error><Type>Sender</Type><Code>ValidationError</Code><Message>Stack with id ${one} does not exist</Message></Error></ErrorResponse>`
    : `<DescribeStacksResponse><DescribeStacksResult><Stacks>${members.join('')}</Stacks></DescribeStacksResult></DescribeStacksResponse>`;
  response.writeHead(missing ? 400 : 200, { 'Content-Type': 'text/xml' }).end(text);
}

function denyStacks(response: ServerResponse): void {
  const text =
    '<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>no</Message></Error></ErrorResponse>';
  response.writeHead(403, { 'Content-Type': 'text/xml' }).end(text);
}

function fail(response: ServerResponse, status: number, type: string, message: string): void {
  send(response, status, { Type: 'User', Message: message }, { 'X-Amzn-ErrorType': type });
}

function send(
  response: ServerResponse,
  status: number,
  value: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  const text = JSON.stringify(value);
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(text);
}
