import { join } from 'node:path';
import { settle } from '../../tools/path/3-load-balancer';
import type { InvocationResult } from '../../tools/path/exchange';
import type { Call } from '../../tools/path/hop';
import { noFailures } from '../../tools/path/state';
import { trace } from '../../tools/path/trace';
import { packageRoot } from '../../tools/root';
import { type Row, rateOf, rounded, timeCommand } from './measure';
import { referenceEnvironment } from './reference';

/** Walks on paper: in the library, and as a command. */
export async function benchTrace(): Promise<readonly Row[]> {
  const { model, dir, remove } = referenceEnvironment();
  try {
    const state = settle(model, noFailures);
    const call: Call = { from: 'on-prem', method: 'GET', url: 'https://pvt-api.corp.example/test-resource' };
    const answer: InvocationResult = { kind: 'returned', payload: '{"statusCode":200,"body":"{}"}' };
    const rate = rateOf(() => trace(model, state, call, () => answer));
    const launch = join(packageRoot, 'tools', 'launch.cjs');
    const command = timeCommand(process.execPath, [
      launch,
      'trace',
      '--assembly',
      dir,
      '--from',
      'on-prem',
      'GET',
      call.url,
    ]);
    return [
      {
        what: 'trace, whole walk of the reference call',
        measured: rounded(rate, '/s'),
        target: '≥ 50,000 /s',
        met: rate >= 50_000,
      },
      {
        what: 'trace as a command, function run',
        measured: rounded(command, 'ms'),
        target: '≤ 600 ms',
        met: command <= 600,
      },
    ];
  } finally {
    remove();
  }
}
