import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { parseConfigIn } from '../../stacks/config';
import type { ControlPlane } from './control-plane';
import type { Environment } from './environments';

/** Names of stacks of one run: short, as load balancers' names are cut at 32 characters. */
export function nameOfRun(now: Date): string {
  return `try-${now.getTime().toString(36).slice(-6)}`;
}

export interface Caller {
  /** Account of the credentials, as STS tells. */
  readonly account: string | undefined;
  /** AWS_REGION. */
  readonly region: string | undefined;
}

/**
 * Why an environment is not deployed to the account of the credentials; none: it may be.
 * @param named account of the command line
 */
export function objections({ file, name }: Environment, named: string, caller: Caller): string[] {
  const text = readFileSync(file, 'utf8');
  const { config } = parseConfigIn(dirname(file), text, file);
  const found: string[] = [];
  if (caller.account !== named)
    found.push(`the credentials are of account ${caller.account ?? 'nobody'}, and --account says ${named}`);
  if (caller.region !== config.region)
    found.push(`AWS_REGION is ${caller.region ?? 'not set'}, and ${name} is of ${config.region}`);
  if (config.accounts)
    found.push(`${name} is of several accounts: deploy it by hand, see docs/multi-account.md`);
  if ('existing' in config.network || config.dns.existing)
    found.push(`${name} takes a network or a zone as given, which is yours to name: deploy it by hand`);
  return found;
}

/** AWS itself: the credentials of whoever calls, and nothing to stop. */
export function realPlane(): ControlPlane {
  return { added: [], stop: async () => {}, env: () => ({ ...process.env, CI: 'true' }) };
}

/** Whose credentials these are. @throws Error if there are none */
export async function realCaller(): Promise<Caller> {
  const { GetCallerIdentityCommand, STSClient } =
    require('@aws-sdk/client-sts') as typeof import('@aws-sdk/client-sts');
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
  const { AWS_REGION: region } = process.env;
  // Without a region it still tells whose they are, so that everything that is wrong is told at once.
  const sts = new STSClient({ region: region ?? 'us-east-1' });
  const { Account: account } = await sts.send(new GetCallerIdentityCommand({}));
  return { account, region };
}
