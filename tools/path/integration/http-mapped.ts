import { header } from '../headers';
import type { HeaderList } from '../hop';
import { traceId } from '../lambda/identifiers';
import { readQuery } from '../lambda/query';
import type { Rendering } from '../template/scope';
import { mapAnswer } from './answer';
import type { Kind } from './kind';
import { notEvaluated, refused } from './mapping-verdicts';
import { callPrivate, type Private } from './private';
import { requestBody } from './request-body';
import type { Uri } from './uri';

const decoder = new TextDecoder();

/** An HTTP integration of a REST API without proxy: templates and mappings say what goes on, and what comes back. */
export const httpMapped: Kind = {
  start(model, request, match, integration, authorizer, state) {
    const rendering: Rendering = { model, request, match, authorizer };
    const where = [integration.where];
    const body = requestBody(rendering, integration);
    if ('unknown' in body) return notEvaluated(body.unknown, where);
    if ('fault' in body) return refused(rendering, body.fault, body.status, where);
    const scope: Private = { ...rendering, integration, state };
    return callPrivate(scope, {
      body: body.text,
      headers: (uri, mapped) => headersFor(scope, uri, mapped.headers),
      query: (uri, mapped) =>
        [...readQuery(uri.query), ...mapped.query]
          .map((pair) => pair.map(encodeURIComponent).join('='))
          .join('&'),
      handBack: ({ status, headers, body: answer }) => {
        const text = typeof answer === 'string' ? answer : decoder.decode(answer);
        const mapped = mapAnswer(rendering, integration, { body: text, subject: String(status), headers });
        if ('unknown' in mapped) return notEvaluated(mapped.unknown, where);
        if ('fault' in mapped) return refused(rendering, mapped.fault, 500, where);
        const { response, pattern } = mapped;
        const by = pattern === undefined ? 'the default response' : pattern;
        return { response, note: `mapped to ${response.status} by ${by}` };
      },
    });
  },
};

/** What is mapped, and what API Gateway sends itself: nothing else of the caller's headers (from memory). */
function headersFor({ request, match }: Private, uri: Uri, mapped: HeaderList): HeaderList {
  const replaced = new Set(mapped.map(([name]) => name.toLowerCase()));
  const own: HeaderList = [
    ['Host', uri.authority],
    ['Content-Type', header(request.headers, 'content-type') ?? 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${match.api.id}`],
    ['X-Amzn-Trace-Id', traceId(request)],
    ['x-amzn-apigateway-api-id', match.api.id],
  ];
  return [...own.filter(([name]) => !replaced.has(name.toLowerCase())), ...mapped];
}
