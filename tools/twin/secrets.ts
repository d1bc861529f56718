import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isUnknown, type LambdaFunction, type Model } from '../assembly/model';
import { functionCredentials } from '../functions';
import type { IssuedKey } from '../path/iam/signature';
import type { Credentials } from '../sigv4';

/** A key that the twin gave out, with its secret. */
export type TwinKey = IssuedKey & Credentials;

/**
 * Throw-away access keys and API key values: made when the twin starts, for nobody but this twin, kept in a folder
 * of their own beside the authority's. No template and no setting holds one.
 */
export class Secrets {
  /** A shared credentials file of the AWS SDKs: one profile for each principal that the model knows. */
  readonly credentialsFile: string;
  /** JSON: name of an API key → its value. */
  readonly apiKeysFile: string;
  readonly #folder: string;
  readonly #keys = new Map<string, TwinKey>();
  readonly #values = new Map<string, string>();
  #byAccessKey = new Map<string, TwinKey>();
  #byValue = new Map<string, string>();

  constructor(model: Model) {
    this.#folder = mkdtempSync(join(tmpdir(), 'hybrid-api-secrets-'));
    chmodSync(this.#folder, 0o700);
    this.credentialsFile = join(this.#folder, 'credentials');
    this.apiKeysFile = join(this.#folder, 'api-keys.json');
    this.update(model);
  }

  /** Who and what another model has; who was there before keeps the same. */
  update(model: Model): void {
    const profiles = new Map<string, TwinKey>();
    for (const { name, arn } of model.principals ?? []) {
      const key = this.#keys.get(arn) ?? newKey(arn);
      this.#keys.set(arn, key);
      for (const profile of [name, arn]) if (profile !== undefined) profiles.set(profile, key);
    }
    const keys = [...profiles.values(), ...model.functions.flatMap(keyOfFunction)];
    this.#byAccessKey = new Map(keys.map((key) => [key.accessKeyId, key]));
    this.#byValue = new Map();
    const values: Record<string, string> = {};
    for (const { name, value } of model.apiKeys ?? []) {
      const known = isUnknown(value) ? (this.#values.get(name) ?? random(40)) : value;
      this.#values.set(name, known);
      this.#byValue.set(known, name);
      values[name] = known;
    }
    writeFileSync(this.credentialsFile, [...profiles].map(profileText).join('\n'), { mode: 0o600 });
    writeFileSync(this.apiKeysFile, `${JSON.stringify(values, null, 2)}\n`, { mode: 0o600 });
  }

  key(accessKeyId: string): TwinKey | undefined {
    return this.#byAccessKey.get(accessKeyId);
  }

  /** Name of the API key that has this value. */
  apiKeyOf(value: string): string | undefined {
    return this.#byValue.get(value);
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** A role's keys are a session's, with a token; a user's are not. */
function newKey(principal: string): TwinKey {
  const isUser = principal.includes(':user/');
  return {
    accessKeyId: `${isUser ? 'AKIA' : 'ASIA'}TWIN${random(12).toUpperCase()}`,
    secretAccessKey: random(40),
    ...(isUser ? {} : { sessionToken: random(64) }),
    principal,
  };
}

/** The session of a function's role, with the credentials that its environment holds (tools/functions). */
function keyOfFunction({ name, identity }: LambdaFunction): TwinKey[] {
  if (!identity || isUnknown(identity.roleArn)) return [];
  const { accessKeyId, roleArn } = identity;
  const role = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const principal = roleArn.replace(/:iam:(.*):role\/.*$/, `:sts:$1:assumed-role/${role}/${name}`);
  return [{ ...functionCredentials(accessKeyId), principal }];
}

function random(length: number): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz234567';
  return [...randomBytes(length)].map((byte) => letters[byte % letters.length]).join('');
}

function profileText([profile, key]: readonly [string, TwinKey]): string {
  return [
    `[${profile}]`,
    `aws_access_key_id = ${key.accessKeyId}`,
    `aws_secret_access_key = ${key.secretAccessKey}`,
    ...(key.sessionToken === undefined ? [] : [`aws_session_token = ${key.sessionToken}`]),
    '',
  ].join('\n');
}
