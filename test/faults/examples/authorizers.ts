import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../tools/root';
import type { Fault } from '../fault';
import type { Templates } from '../templates';

/** What the examples with authorizers share. */

/** A header with the token of a file of an example. */
export function bearer(example: string, file: string): readonly (readonly [string, string])[] {
  const path = join(packageRoot, 'docs', 'examples', example, file);
  return [['Authorization', `Bearer ${readFileSync(path, 'utf8').trim()}`]];
}

/** The function of the ready authorizer. */
export function guardOf(templates: Templates) {
  return templates.one('AWS::Lambda::Function', (_properties, id) => id.startsWith('Guard'));
}

/** Takes away the right of API Gateway to call the authorizer. */
export function withoutPermission(templates: Templates): void {
  templates.remove(
    templates.one('AWS::Lambda::Permission', ({ SourceArn }) =>
      JSON.stringify(SourceArn).includes('/authorizers/'),
    ),
  );
}

/** The authorizer runs this code instead of its own. */
export function withCode(code: string) {
  return (templates: Templates): void => {
    guardOf(templates).properties.Code = { ZipFile: code };
  };
}

/** Allows what it is asked about, and speaks of nothing else. */
export const forOneCall = `exports.handler = async (event) => ({ principalId: 'amy', policyDocument: { Version: '2012-10-17', Statement: [
  { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: event.methodArn },
] } });`;

/** A token that the authorizer's function refuses: the caller can't tell it from none at all. */
export const rejected = {
  hop: 'authorizer',
  code: 'AUTHORIZER_REJECTS',
  outcome: 'stop',
  seen: 401,
  says: 'IDENTITY_SOURCE_MISSING',
} as const satisfies Partial<Fault>;

/** A fault of the authorizer's own: all of them look alike. */
export const broken = { hop: 'authorizer', outcome: 'stop', seen: 500, says: 'AUTHORIZER_FAILED' } as const;
