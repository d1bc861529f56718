import { type Integration, isUnknown } from '../../assembly/model';
import { header } from '../headers';
import { isBinary } from '../lambda/binary';
import { evaluate } from '../template/evaluate';
import { type Rendering, requestScope } from '../template/scope';
import { TemplateFault, Unsupported } from '../template/values';

/** The body that a kind without proxy sends on, or why there is none. */
export type Body =
  | { readonly text: string }
  | { readonly unknown: string }
  | { readonly fault: string; readonly status: 400 | 415 | 500 };

const decoder = new TextDecoder();

/** Templates are by content type; a missing one counts as JSON: aws-facts §1.7 (doc). */
export function requestBody(rendering: Rendering, integration: Integration): Body {
  const { request, match } = rendering;
  const { requestTemplates = {}, passthroughBehavior = 'WHEN_NO_MATCH' } = integration;
  const type = mediaType(header(request.headers, 'content-type'));
  const hasBody = request.body.length > 0;
  if (hasBody && isBinary(match.definition.binaryMediaTypes, type)) {
    return { unknown: `what a template makes of a binary body (${type})` };
  }
  const text = typeof request.body === 'string' ? request.body : decoder.decode(request.body);
  const template = requestTemplates[type] ?? requestTemplates['*/*'];
  if (isUnknown(template)) return { unknown: template.reason };
  if (template !== undefined) {
    return attempt(() => ({ text: evaluate(template, requestScope(rendering, text).roots) }));
  }
  if (isUnknown(passthroughBehavior)) return { unknown: passthroughBehavior.reason };
  const isRefused =
    passthroughBehavior === 'NEVER' ||
    (passthroughBehavior === 'WHEN_NO_TEMPLATES' && Object.keys(requestTemplates).length > 0);
  return isRefused ? { fault: `no template is for ${type}`, status: 415 } : { text };
}

/** Without parameters, in lower case. */
export function mediaType(contentType: string | undefined): string {
  return contentType?.replace(/;.*/s, '').trim().toLowerCase() || 'application/json';
}

/** Runs what renders templates, and tells what it could not know from what AWS refuses. */
export function attempt<T>(
  render: () => T,
): T | { readonly unknown: string } | { readonly fault: string; readonly status: 400 | 500 } {
  try {
    return render();
  } catch (error) {
    if (error instanceof Unsupported) return { unknown: error.message };
    if (error instanceof TemplateFault) return { fault: error.message, status: error.status };
    throw error;
  }
}
