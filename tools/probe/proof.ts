import type { HeaderList } from '../path/hop';
import type { Credentials } from '../sigv4';
import { scopeOf } from './signing-scope';
import { type Bounds, bounded, StageFailure } from './stages/failure';
import { hostHeader } from './stages/request';
import type { PreparedTarget } from './target';

/** How a call is signed. Credentials are looked up when it is made, and never shown. */
export interface Signing {
  /** @default that of the service or of an AWS name that is called, then AWS_REGION or AWS_DEFAULT_REGION */
  readonly region?: string;
  /** As AWS calls it, or the service name of an endpoint (com.amazonaws.…). @default 'execute-api' */
  readonly service?: string;
  /** @default the SDK's chain: environment, AWS_PROFILE, single sign-on, container, instance */
  readonly profile?: string;
  /** ARN of a role to assume with them. @default none */
  readonly role?: string;
  /** A shared credentials file that has the profile, instead of the SDK's. @default the SDK's */
  readonly file?: string;
}

/**
 * The target with the headers that prove who calls: API key and token, then the signature over everything.
 * @throws StageFailure `local` where a secret, a token or the credentials can't be had, `interrupted` on Ctrl-C
 */
export function withProof(bounds: Bounds, prepared: PreparedTarget): Promise<PreparedTarget> {
  return bounded(bounds, dayMs, (settle) => {
    proven(prepared).then(settle, (error: Error) =>
      settle(error instanceof StageFailure ? error : new StageFailure('local', error.name, error.message)),
    );
    return () => {};
  });
}

/** What takes long has limits of its own (token commands, the AWS SDK). */
const dayMs = 86_400_000;

async function proven(prepared: PreparedTarget): Promise<PreparedTarget> {
  const { target } = prepared;
  const { secretHeaders } = require('./secrets/headers') as typeof import('./secrets/headers');
  const result = adding(prepared, await secretHeaders(target));
  return target.sigv4 ? adding(result, await sign(result, target.sigv4)) : result;
}

function adding(prepared: PreparedTarget, headers: HeaderList): PreparedTarget {
  return { ...prepared, headers: [...prepared.headers, ...headers] };
}

/** Changed on the way by load balancers, or of no meaning to the request: better not signed. */
const signed = /^(host|content-type|x-amz-.*|x-api-key)$/i;

async function sign(prepared: PreparedTarget, signing: Signing): Promise<HeaderList> {
  const { signRequest } = require('../sigv4') as typeof import('../sigv4');
  const sent = prepared.headers.find(([name]) => /^host$/i.test(name))?.[1];
  const fallback = process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
  const scope = scopeOf(signing, [sent ?? '', prepared.host], fallback);
  if (!scope) throw new StageFailure('local', 'NO_REGION', 'no region is given to sign for');
  const credentials = await credentialsOf(signing, scope.region);
  const { method, path, target } = prepared;
  const mark = path.indexOf('?');
  const own = prepared.headers.filter(([name]) => signed.test(name));
  const host: HeaderList = own.some(([name]) => /^host$/i.test(name)) ? [] : [['Host', hostHeader(prepared)]];
  const request = {
    method,
    path: mark < 0 ? path : path.slice(0, mark),
    query: mark < 0 ? '' : path.slice(mark + 1),
    headers: [...host, ...own],
    body: target.body ?? '',
  };
  return signRequest(request, credentials, scope, Date.now());
}

async function credentialsOf(signing: Signing, region: string): Promise<Credentials> {
  const { file, profile = 'default', role } = signing;
  const found = file === undefined ? undefined : fromFile(file, profile);
  if (found && role === undefined) return found;
  try {
    const providers = sdk();
    const chain = found
      ? () => Promise.resolve(found)
      : providers.fromNodeProviderChain({ profile: signing.profile, clientConfig: { region } });
    if (role === undefined) return await chain();
    return await providers.fromTemporaryCredentials({
      masterCredentials: chain,
      params: { RoleArn: role, RoleSessionName: 'hybrid-api' },
      clientConfig: { region },
    })();
  } catch (cause) {
    const who = [signing.profile && `profile "${signing.profile}"`, role].filter(Boolean).join(' as ');
    const whose = who === '' ? 'to sign with' : `of ${who} to sign with`;
    throw new StageFailure('local', 'NO_CREDENTIALS', `no credentials ${whose}: ${(cause as Error).message}`);
  }
}

/** Loaded when a call is signed with credentials that only the SDK can find. */
function sdk(): typeof import('@aws-sdk/credential-providers') {
  return require('@aws-sdk/credential-providers');
}

/** One profile of a shared credentials file: a twin's, which needs no SDK to be read. */
function fromFile(file: string, profile: string): Credentials {
  const { readFileSync } = require('node:fs') as typeof import('node:fs');
  const values = new Map<string, string>();
  let section: string | undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new StageFailure('local', 'NO_CREDENTIALS', `${file}: ${(cause as NodeJS.ErrnoException).code}`);
  }
  for (const line of text.split('\n')) {
    const head = /^\s*\[(.+)\]\s*$/.exec(line);
    if (head) section = head[1];
    const entry = /^\s*(\w+)\s*=\s*(\S+)\s*$/.exec(line);
    if (entry && section === profile) values.set(entry[1]!, entry[2]!);
  }
  const accessKeyId = values.get('aws_access_key_id');
  const secretAccessKey = values.get('aws_secret_access_key');
  if (!accessKeyId || !secretAccessKey) {
    throw new StageFailure('local', 'NO_CREDENTIALS', `${file} has no profile "${profile}"`);
  }
  const sessionToken = values.get('aws_session_token');
  return { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) };
}
