import { ttlOf } from '../config-schema/authorizers';
import type { SoundAuthorizer } from './authorizers';
import { type ConfigPath, type Finding, finding, items, quote } from './rule';

const header = /^method\.request\.header\.[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Not of path parameters: aws-facts §8.1 (doc). */
const anySource =
  /^(method\.request\.(header|querystring|multivalueheader|multivaluequerystring)\.[^\s,]+|stageVariables\.\w+|context\.[A-Za-z.]+)$/;

/** A TOKEN authorizer has one header; a REQUEST authorizer that keeps answers has sources: aws-facts §8.1 (doc). */
export function checkIdentitySources(path: ConfigPath, authorizer: SoundAuthorizer): Finding[] {
  if (authorizer.function === undefined) return [];
  const at = [...path, 'identitySource'];
  const report = (where: ConfigPath, what: string, fix: string) =>
    finding('CFG_IDENTITY_SOURCE', where, what, fix);
  const sources = [...items(authorizer.identitySource)];
  const found: Finding[] = [];
  if (authorizer.type === 'request') {
    for (const [index, source] of sources)
      if (!anySource.test(source))
        found.push(
          report(
            [...at, index],
            `${quote(source)} is not an identity source`,
            'write e.g. method.request.header.Authorization or context.path; path parameters are none',
          ),
        );
    if (authorizer.identitySource === undefined && ttlOf(authorizer) > 0)
      found.push(
        report(
          path,
          'keeps answers without an identitySource to keep them by',
          'add identitySource, or ttlSeconds: 0',
        ),
      );
    if (authorizer.validation !== undefined)
      found.push(report([...path, 'validation'], 'is of type token only', 'remove it, or set type: token'));
    return found;
  }
  if (sources.length > 1)
    found.push(
      report(
        at,
        `has ${sources.length} sources; type token has one header`,
        'keep one, or set type: request',
      ),
    );
  for (const [index, source] of sources)
    if (!header.test(source))
      found.push(
        report(
          [...at, index],
          `${quote(source)} is not a header; type token has one header`,
          'write e.g. method.request.header.Authorization, or set type: request',
        ),
      );
  const fault = patternFault(authorizer.validation);
  if (fault !== undefined)
    found.push(
      report(
        [...path, 'validation'],
        `${quote(authorizer.validation)} is not a regular expression: ${fault}`,
        'correct the pattern',
      ),
    );
  return found;
}

/** Why a text is no regular expression. */
export function patternFault(pattern: string | undefined): string | undefined {
  try {
    new RegExp(pattern ?? '', 'u');
    return undefined;
  } catch (cause) {
    return (cause as Error).message.replace(/^.*: /, '');
  }
}
