import { StageFailure } from '../stages/failure';
import { Kept } from './kept';
import type { AwsSecret, SecretSource } from './source';

/** Secrets rotate: what was fetched is asked for again after this (ms). */
const keptMs = 300_000;
const fetched = new Kept<string>(Date.now, 10_000);
let input: string | undefined;

/**
 * The value of a secret. A file is read at every call, so that whatever rotates it is followed; stdin once.
 * @throws StageFailure `local`, NO_SECRET; without anything of the value
 */
export async function readSecret(source: SecretSource): Promise<string> {
  const place = 'file' in source ? source.file : 'stdin' in source ? 'stdin' : source.secret;
  const text = (await textOf(source)).trim();
  const value = source.name === undefined ? text : memberOf(text, source.name, place);
  if (value === '') throw new StageFailure('local', 'NO_SECRET', `${place} is empty`);
  if (/^[\x20-\x7e]+$/.test(value)) return value;
  throw new StageFailure(
    'local',
    'NO_SECRET',
    `${place} holds more than a value: several lines or other letters`,
  );
}

async function textOf(source: SecretSource): Promise<string> {
  if ('secret' in source) {
    const { secret, region, profile } = source;
    return fetched.get(JSON.stringify([secret, region, profile]), async () => ({
      value: await fromAws(source),
      until: Date.now() + keptMs,
    }));
  }
  const { readFileSync } = require('node:fs') as typeof import('node:fs');
  if ('stdin' in source) {
    input ??= readFileSync(0, 'utf8');
    return input;
  }
  try {
    return readFileSync(source.file, 'utf8');
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code;
    throw new StageFailure('local', 'NO_SECRET', `${source.file}: ${why}`);
  }
}

function memberOf(text: string, name: string, place: string): string {
  let value: unknown;
  try {
    value = (JSON.parse(text) as Record<string, unknown> | null)?.[name];
  } catch {
    throw new StageFailure('local', 'NO_SECRET', `${place}: no JSON`);
  }
  if (typeof value === 'string') return value;
  throw new StageFailure('local', 'NO_SECRET', `${place} has no key "${name}"`);
}

async function fromAws({ secret, region, profile }: AwsSecret): Promise<string> {
  const { GetSecretValueCommand, SecretsManagerClient } =
    require('@aws-sdk/client-secrets-manager') as typeof import('@aws-sdk/client-secrets-manager');
  const from = region ?? /^arn:[\w-]+:secretsmanager:([\w-]+):/.exec(secret)?.[1];
  try {
    const client = new SecretsManagerClient({
      ...(from && { region: from }),
      ...(profile && { profile }),
      // In a network without a way to the service the SDK would wait for minutes.
      requestHandler: { connectionTimeout: 3000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    });
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secret }));
    if (SecretString !== undefined) return SecretString;
  } catch (cause) {
    const { name, message } = cause as Error;
    throw new StageFailure('local', 'NO_SECRET', `${secret}: ${name}: ${message}`);
  }
  throw new StageFailure('local', 'NO_SECRET', `${secret} is binary, not text`);
}
