import type { Where } from '../../assembly/model';
import { apiError } from '../gateway/responses';
import { scopeOf } from '../gateway/scope';
import type { Rendering } from '../template/scope';
import { stop, unknown } from '../verdict';
import type { Ending } from './kind';

/** What a template would say is not known. */
export function notEvaluated(because: string, where: readonly Where[]): Ending {
  return { verdict: unknown('TEMPLATE_NOT_KNOWN', because, where), response: null };
}

/** AWS refuses what the request or the templates bring. */
export function refused(
  { request, match }: Rendering,
  fault: string,
  status: 400 | 415 | 500,
  where: readonly Where[],
): Ending {
  const scope = scopeOf(request, match);
  const fail = (
    code: 'MEDIA_TYPE_NOT_SUPPORTED' | 'REQUEST_BODY_NOT_JSON' | 'TEMPLATE_FAILED',
    response: ReturnType<typeof apiError>,
  ): Ending => ({ verdict: stop(code, { kind: 'response', response }, fault, where), response });
  if (status === 415) return fail('MEDIA_TYPE_NOT_SUPPORTED', apiError(scope, 'UNSUPPORTED_MEDIA_TYPE'));
  if (status === 500) return fail('TEMPLATE_FAILED', apiError(scope, 'API_CONFIGURATION_ERROR'));
  const error = { status, errorType: 'BadRequestException', message: fault } as const;
  return fail('REQUEST_BODY_NOT_JSON', apiError(scope, 'API_CONFIGURATION_ERROR', { error }));
}
