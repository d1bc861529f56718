import type { Rendering } from '../template/scope';
import { pass } from '../verdict';
import { mapAnswer } from './answer';
import type { Kind } from './kind';
import { notEvaluated, refused } from './mapping-verdicts';
import { requestBody } from './request-body';

/** MOCK: nobody is called; the request template's `statusCode` chooses the response. */
export const mock: Kind = {
  check: () => undefined,
  start(model, request, match, integration, authorizer) {
    const rendering: Rendering = { model, request, match, authorizer };
    const where = [integration.where];
    const body = requestBody(rendering, integration);
    if ('unknown' in body) return notEvaluated(body.unknown, where);
    if ('fault' in body) return refused(rendering, body.fault, body.status, where);
    const status = statusIn(body.text);
    if (status === undefined) {
      return refused(rendering, 'the request template gives no JSON with a statusCode', 500, where);
    }
    // The body of a response without template is empty: what was sent does not come back. (from memory)
    const mapped = mapAnswer(rendering, integration, { body: '', subject: status });
    if ('unknown' in mapped) return notEvaluated(mapped.unknown, where);
    if ('fault' in mapped) return refused(rendering, mapped.fault, 500, where);
    const because = `${match.httpMethod} ${match.resourcePath} is a mock, mapped to ${mapped.response.status}`;
    return { verdict: pass('MOCK_ANSWERED', because, [mapped.by.where]), response: mapped.response };
  },
};

function statusIn(text: string): string | undefined {
  try {
    const { statusCode } = JSON.parse(text) as { statusCode?: unknown };
    return statusCode === undefined ? undefined : String(statusCode);
  } catch {
    return undefined;
  }
}
