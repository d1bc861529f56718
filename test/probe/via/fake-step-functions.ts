import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A child of a distributed map that is over. */
export type Child =
  | { readonly output: unknown }
  | { readonly error: string; readonly cause: string }
  /** Never over. */
  | 'runs';

interface Run {
  readonly input: string;
  readonly children: { readonly input: string; readonly end: Child }[];
  status: string;
}

/**
 * Step Functions as far as a fleet speaks to it: its wire format (JSON 1.0), on loopback. Every execution is a
 * distributed map over `batches`; its children are over by the time it is looked at for the second time.
 */
export async function fakeStepFunctions(
  child: (batch: {
    readonly index: number;
    readonly targets: readonly { readonly url: string }[];
  }) => Promise<Child>,
  changes: { readonly refuseStart?: number; readonly ends?: string } = {},
): Promise<{
  readonly url: string;
  readonly inputs: string[];
  readonly asked: string[];
  close(): Promise<void>;
}> {
  const runs: Run[] = [];
  const asked: string[] = [];
  const arn = (index: number) => `arn:aws:states:eu-west-1:111122223333:execution:corp-fleet:${index}`;

  const answer = async (action: string, body: Record<string, string>): Promise<object> => {
    const [run, index = ''] = (
      /:(\d+)(?:\/(\d+))?$/.exec(body.executionArn ?? body.mapRunArn ?? '') ?? []
    ).slice(1);
    const of = runs[Number(run)];
    switch (action) {
      case 'StartExecution': {
        if (runs.length === changes.refuseStart)
          throw { __type: 'ExecutionLimitExceeded', message: 'too many executions' };
        const { batches } = JSON.parse(body.input!) as { batches: Parameters<typeof child>[0][] };
        const children = await Promise.all(
          batches.map(async (batch) => ({ input: JSON.stringify(batch), end: await child(batch) })),
        );
        runs.push({ input: body.input!, children, status: 'RUNNING' });
        return { executionArn: arn(runs.length - 1), startDate: 1_790_000_000 };
      }
      case 'DescribeExecution': {
        if (index !== '') return describeChild(of!.children[Number(index)]!);
        const { status } = of!;
        const hangs = of!.children.some(({ end }) => end === 'runs');
        of!.status = changes.ends ?? (hangs ? 'RUNNING' : 'SUCCEEDED');
        return { executionArn: body.executionArn, status };
      }
      case 'ListMapRuns':
        return {
          mapRuns: [{ executionArn: body.executionArn, mapRunArn: `map:${run}`, startDate: 1_790_000_000 }],
        };
      case 'ListExecutions':
        return {
          executions: of!.children.map(({ end }, place) => ({
            executionArn: `${arn(Number(run))}/${place}`,
            status: statusOf(end),
            startDate: 1_790_000_000,
          })),
        };
      case 'StopExecution':
        return { stopDate: 1_790_000_000 };
      default:
        throw { __type: 'UnknownOperationException', message: action };
    }
  };

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
    asked.push(action);
    const headers = { 'Content-Type': 'application/x-amz-json-1.0' };
    try {
      const value = await answer(action, JSON.parse(Buffer.concat(chunks).toString()));
      response.writeHead(200, headers).end(JSON.stringify(value));
    } catch (error) {
      response.writeHead(400, headers).end(JSON.stringify(error));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get inputs() {
      return runs.map(({ input }) => input);
    },
    asked,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function statusOf(end: Child): string {
  if (end === 'runs') return 'RUNNING';
  return 'output' in end ? 'SUCCEEDED' : 'FAILED';
}

function describeChild({ input, end }: { readonly input: string; readonly end: Child }): object {
  const status = statusOf(end);
  if (end === 'runs') return { status, input };
  return 'output' in end ? { status, input, output: JSON.stringify(end.output) } : { status, input, ...end };
}
