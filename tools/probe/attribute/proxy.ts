import type { ReasonCode } from '../../path/reasons';
import { headerOf, type Observation } from '../observation';
import { isFromGateway } from './gateway-errors';
import type { Rule } from './rule';

/** The answers that the proxy function of the kit gives instead of its backend's: their body names the reason. */
const told = [
  'PROXY_BACKEND_SILENT',
  'PROXY_BACKEND_REFUSED',
  'PROXY_BACKEND_NOT_RESOLVED',
  'PROXY_BACKEND_RESET',
  'PROXY_BACKEND_TLS',
  'PROXY_BACKEND_SLOW',
  'PROXY_BACKEND_MALFORMED',
  'PROXY_RESPONSE_TOO_LARGE',
  'PROXY_CALL_REFUSED',
] as const satisfies readonly ReasonCode[];

const byFunction = ({ response }: Observation): boolean =>
  response !== undefined &&
  isFromGateway(response) &&
  headerOf(response, 'x-amzn-errortype') === undefined &&
  response.status >= 400;

export const proxyRules: readonly Rule[] = [
  ...told.map(
    (code): Rule => ({
      when: (seen) => byFunction(seen) && reasonIn(seen.response?.body) === code,
      outcome: 'stop',
      code,
      because: (seen) => `the proxy function answers ${seen.response?.status} and says ${code}`,
      confidence: 'high',
    }),
  ),
];

function reasonIn(body: string | undefined): string | undefined {
  if (!body?.startsWith('{')) return undefined;
  try {
    return (JSON.parse(body) as { reason?: string }).reason;
  } catch {
    return undefined;
  }
}
