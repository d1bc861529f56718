import { header } from '../headers';
import type { Verdict } from '../hop';
import { stop } from '../verdict';
import { ownAnswer } from './answers';
import type { Hall, HttpRequest } from './http';

/** Per request line (414), per header, and of all headers together (400; ALB guide, troubleshooting; doc). */
const lineBytes = 16 * 1024;
const headersBytes = 64 * 1024;
/** More addresses than this in X-Forwarded-For are refused with 463 (ALB guide, troubleshooting; doc). */
const forwardedForMost = 30;

/** What a load balancer refuses before it looks at its rules; `undefined`: nothing. */
export function screen({ loadBalancer }: Hall, request: HttpRequest): Verdict | undefined {
  const refuse = (status: number, because: string): Verdict =>
    stop(
      'LOAD_BALANCER_REFUSES_REQUEST',
      { kind: 'response', response: ownAnswer(status) },
      `${loadBalancer.where.logicalId} answers ${status}: ${because}`,
      [loadBalancer.where],
    );
  if (request.method === 'TRACE') return refuse(405, 'it does not take TRACE');
  const line = request.method.length + request.path.length + request.query.length + 11;
  if (line > lineBytes) return refuse(414, `the request line has ${line} bytes, more than ${lineBytes}`);
  const sizes = request.headers.map(([name, value]) => name.length + value.length + 4);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > headersBytes || sizes.some((size) => size > lineBytes))
    return refuse(
      400,
      `the headers have ${total} bytes; a header may have ${lineBytes}, all of them ${headersBytes}`,
    );
  const forwardedFor = header(request.headers, 'x-forwarded-for')?.split(',').length ?? 0;
  if (forwardedFor > forwardedForMost)
    return refuse(463, `X-Forwarded-For has ${forwardedFor} addresses, more than ${forwardedForMost}`);
  return undefined;
}
