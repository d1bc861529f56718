import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a service answers, in its own form: XML or JSON. `'silent'`: nothing, ever. */
export type Reply = { readonly status: number; readonly body: string } | 'silent';

export interface FakeAws {
  readonly url: string;
  /** Names of the calls, in the order of their arrival. */
  readonly calls: string[];
  close(): Promise<void>;
}

const xml = 'xmlns="https://sts.amazonaws.com/doc/2011-06-15/"';

export const identity: Reply = {
  status: 200,
  body: `<GetCallerIdentityResponse ${xml}><GetCallerIdentityResult><Account>111122223333</Account></GetCallerIdentityResult></GetCallerIdentityResponse>`,
};

/** An error of a service that speaks XML, such as STS and CloudFormation. */
export function refusal(code: string, message: string, status = 400): Reply {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status, body: `<ErrorResponse>${error}<RequestId>1</RequestId></ErrorResponse>` };
}

/** An answer, or an error, of a service that speaks JSON, such as ACM. */
export function json(body: object, status = 200): Reply {
  return { status, body: JSON.stringify(body) };
}

/** The name of a call: a header of JSON services, a form field of the older ones. */
function callOf({ headers }: IncomingMessage, body: string): string {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1) ?? '';
  return new URLSearchParams(body).get('Action') ?? '';
}

/** AWS on loopback: every service at one address, as `AWS_ENDPOINT_URL` has it. */
export async function startFakeAws(reply: (call: string, count: number) => Reply): Promise<FakeAws> {
  const calls: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const call = callOf(request, body);
    calls.push(call);
    const answer = reply(call, calls.filter((one) => one === call).length);
    if (answer === 'silent') return;
    response.writeHead(answer.status).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
