import type { CommandModule } from 'yargs';
import { suggest } from '../../stacks/config-rules/rule';
import { readChain } from '../expectations/client-certificate';
import { KitError } from '../kit-error';
import type { Call } from '../path/hop';
import { type CallOptions, callOptions, parseHeaders, parseTarget } from './call-options';
import { type ChainOptions, chainOptions, loadModel, parseFailures } from './chain-options';
import { exitCodes } from './exit-codes';
import { type RunbookOptions, runbookOptions } from './runbook-options';
import { printJson, terminal } from './terminal';

interface TraceOptions extends ChainOptions, CallOptions, RunbookOptions {
  readonly target?: readonly string[];
  readonly from: string;
  readonly json: boolean;
  readonly invoke: boolean;
  readonly 'max-tls'?: Call['maxTls'];
  readonly identity?: string;
  readonly 'api-key'?: string;
}

export const traceVerb: CommandModule<object, TraceOptions> = {
  command: 'trace <target..>',
  describe: 'Walk the synthesized templates on paper, hop by hop: pass, stop or unknown, and why',
  builder: (argv) =>
    runbookOptions(callOptions(chainOptions(argv)))
      .example('$0 trace --from on-prem GET https://pvt-api.corp.example/test-resource', 'the reference path')
      .example('$0 trace --from internet https://pvt-api.corp.example/ --json', 'what the internet gets')
      .example('$0 trace --template a.json b.yaml --from app https://…', "anyone's CloudFormation")
      .example('$0 trace --send \'{"action":"echo"}\' wss://ws.corp.example/', 'a WebSocket and a message')
      .positional('target', {
        type: 'string',
        array: true,
        describe: '[METHOD] URL',
      })
      .option('from', {
        type: 'string',
        default: 'on-prem',
        describe: 'Vantage: on-prem, a VPC by name, internet',
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'JSON on stdout',
      })
      .option('invoke', {
        type: 'boolean',
        default: true,
        describe: 'Run the functions of the assembly; --no-invoke leaves their answers unknown',
      })
      .option('identity', {
        type: 'string',
        describe: 'Who signs: a caller of hybrid.yaml, or the ARN of a role or user',
        requiresArg: true,
      })
      .option('api-key', {
        type: 'string',
        describe: 'Name of the API key that is sent',
        requiresArg: true,
      })
      .option('max-tls', {
        choices: ['1.0', '1.1', '1.2', '1.3'] as const,
        describe: 'Highest version the client offers',
      }) as never,
  handler: async (options) => {
    const { method, url } = parseTarget(options.target ?? []);
    const model = loadModel(options);
    if (!model.vantages.some((vantage) => vantage.name === options.from))
      throw new KitError({
        code: 'CLI_UNKNOWN_VANTAGE',
        what: `"${options.from}" is no vantage of these templates`,
        where: '--from',
        fix: suggest(
          options.from,
          model.vantages.map(({ name }) => name),
        ),
      });
    const { settle } = require('../path/3-load-balancer') as typeof import('../path/3-load-balancer');
    const { traceWith } = require('../path/trace') as typeof import('../path/trace');
    const { createFunctionRunner } = require('../functions') as typeof import('../functions');
    const call: Call = {
      from: options.from,
      method,
      url,
      headers: parseHeaders(options.header),
      body: options.data,
      ...(options.send === undefined ? {} : { send: options.send }),
      address: options.address,
      clientCertificate: options.cert === undefined ? undefined : readChain(options.cert),
      maxTls: options['max-tls'],
      identity: options.identity,
      apiKey: options['api-key'],
      at: Date.now(),
    };
    const runner = createFunctionRunner(model, {});
    try {
      const trace = await traceWith(
        model,
        settle(model, parseFailures(model, options.fail)),
        call,
        async (invocation) =>
          options.invoke
            ? runner.invoke(invocation.functionArn, invocation.event, invocation.timeoutMs)
            : {
                kind: 'not-run',
                reason: 'running functions is switched off (--no-invoke)',
              },
      );
      const { nextAfterTrace, withRunbook } = require('../runbooks') as typeof import('../runbooks');
      if (options.json)
        printJson({
          ...trace,
          hops: trace.hops.map((verdict) => withRunbook(verdict, options.runbooks)),
          next: nextAfterTrace(trace.hops, { method, url, vantage: options.from }),
        });
      else {
        const { renderTrace } = require('../trace-report') as typeof import('../trace-report');
        console.log(renderTrace(call, trace, { ...terminal(), runbooks: options.runbooks }));
      }
      process.exitCode = exitCodes[trace.outcome];
    } finally {
      await runner.close();
    }
  },
};
