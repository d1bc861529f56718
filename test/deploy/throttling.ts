import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A way to a control plane that is busy. */
export interface Throttling {
  readonly endpoint: string;
  /** Calls that were turned away. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

/** How EC2 and Elastic Load Balancing say it: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const answers: Readonly<Record<string, string>> = {
  ec2: '<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>Request limit exceeded.</Message></Error></Errors><RequestID>1</RequestID></Response>',
  elasticloadbalancing:
    '<ErrorResponse><Error><Type>Sender</Type><Code>Throttling</Code><Message>Rate exceeded</Message></Error><RequestId>1</RequestId></ErrorResponse>',
};

/** Turns each action of both services away for its first calls, then hands on to the endpoint. Loopback only. */
export async function throttle(endpoint: string, firstCalls: number): Promise<Throttling> {
  const refused: string[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks);
      const action = new URLSearchParams(body.toString()).get('Action') ?? '';
      const service = /\/(\w+)\/aws4_request/.exec(incoming.headers.authorization ?? '')?.[1] ?? '';
      const answer = answers[service];
      if (answer && refused.filter((one) => one === action).length < firstCalls) {
        refused.push(action);
        outgoing.writeHead(service === 'ec2' ? 503 : 400, { 'content-type': 'text/xml' }).end(answer);
        return;
      }
      const { method, headers, url } = incoming;
      request(new URL(url ?? '/', endpoint), { method, headers }, (response) => {
        outgoing.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(outgoing);
      })
        .once('error', () => outgoing.destroy())
        .end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    refused,
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
