import type { CommandModule } from 'yargs';
import { type ChainOptions, chainOptions, loadModel, parseFailures } from './chain-options';
import { exitCodes } from './exit-codes';
import { type RunbookOptions, runbookOptions } from './runbook-options';
import { printJson, terminal } from './terminal';

interface VerifyOptions extends ChainOptions, RunbookOptions {
  readonly config: string;
  readonly json: boolean;
}

export const verifyVerb: CommandModule<object, VerifyOptions> = {
  command: 'verify',
  describe: 'Check every expectation of hybrid.yaml against the templates, on paper',
  builder: (argv) =>
    runbookOptions(chainOptions(argv))
      .example('$0 verify', 'hybrid.yaml against cdk.out')
      .example('$0 verify --fail zone=a', 'what still holds without zone a')
      .option('config', {
        type: 'string',
        default: 'hybrid.yaml',
        describe: 'Where the expectations are',
        requiresArg: true,
      })
      .option('json', {
        type: 'boolean',
        default: false,
        describe: 'JSON on stdout',
      }) as never,
  handler: async (options) => {
    const { loadConfig } = require('../../stacks/config') as typeof import('../../stacks/config');
    const { settle } = require('../path/3-load-balancer') as typeof import('../path/3-load-balancer');
    const { traceWith } = require('../path/trace') as typeof import('../path/trace');
    const { createFunctionRunner } = require('../functions') as typeof import('../functions');
    const { verify } = require('../verify') as typeof import('../verify');
    const { showHeaders } =
      require('../expectations/header-values') as typeof import('../expectations/header-values');
    const { nextAfter, renderVerified, summarize } =
      require('../verify/report') as typeof import('../verify/report');
    const { withRunbook } = require('../runbooks') as typeof import('../runbooks');
    const { publicApis, renderPublicApis } =
      require('../verify/public-apis') as typeof import('../verify/public-apis');
    const { config } = loadConfig(options.config);
    const model = loadModel(options);
    const state = settle(model, parseFailures(model, options.fail));
    const runner = createFunctionRunner(model, {});
    try {
      const verified = await verify(config.expect, (call) =>
        traceWith(model, state, { ...call, at: Date.now() }, (invocation) =>
          runner.invoke(invocation.functionArn, invocation.event, invocation.timeoutMs),
        ),
      );
      if (options.json)
        printJson({
          schemaVersion: 1,
          publicApis: publicApis(model),
          results: verified.map((one) => ({
            ...one.call,
            headers: showHeaders(one.expectation.headers),
            ...one.judgement,
            trace: {
              ...one.trace,
              hops: one.trace.hops.map((verdict) => withRunbook(verdict, options.runbooks)),
            },
            next: nextAfter(one),
          })),
        });
      else
        console.log(
          [
            renderVerified(verified, { ...terminal(), runbooks: options.runbooks }),
            ...renderPublicApis(publicApis(model)),
          ].join('\n'),
        );
      process.exitCode = exitCodes[summarize(verified)];
    } finally {
      await runner.close();
    }
  },
};
