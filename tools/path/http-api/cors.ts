import type { HttpApi, HttpCors } from '../../assembly/model';
import type { GatewayRequest } from '../exchange';
import { header } from '../headers';
import type { HeaderList, HttpResponse } from '../hop';
import { ownHeaders } from './answers';

/** The answer to a preflight, which needs no route where CORS is configured (DG http-api-cors, doc). */
export function preflight(api: HttpApi, request: GatewayRequest): HttpResponse | undefined {
  const { cors } = api;
  if (!cors || request.method.toUpperCase() !== 'OPTIONS') return undefined;
  if (header(request.headers, 'access-control-request-method') === undefined) return undefined;
  const headers = [...ownHeaders(request), ...corsHeaders(cors, request, true)];
  return { status: 204, headers, body: '' };
}

/** The configured headers replace the integration's own (DG http-api-cors, doc). */
export function withCors({ cors }: HttpApi, request: GatewayRequest, headers: HeaderList): HeaderList {
  if (!cors) return headers;
  const others = headers.filter(([name]) => !name.toLowerCase().startsWith('access-control-'));
  return [...others, ...corsHeaders(cors, request, false)];
}

function corsHeaders(cors: HttpCors, request: GatewayRequest, isPreflight: boolean): [string, string][] {
  const origin = header(request.headers, 'origin');
  if (origin === undefined) return [];
  const isAny = cors.allowOrigins.includes('*');
  if (!isAny && !cors.allowOrigins.some((allowed) => allows(allowed, origin))) return [];
  const list: [string, string][] = [['access-control-allow-origin', isAny ? '*' : origin]];
  const add = (name: string, values: readonly string[]) => {
    if (values.length > 0) list.push([name, values.join(',')]);
  };
  if (cors.allowCredentials) list.push(['access-control-allow-credentials', 'true']);
  add('access-control-expose-headers', cors.exposeHeaders);
  if (!isPreflight) return list;
  add('access-control-allow-methods', cors.allowMethods);
  add('access-control-allow-headers', cors.allowHeaders);
  if (cors.maxAgeSeconds !== undefined) list.push(['access-control-max-age', String(cors.maxAgeSeconds)]);
  return list;
}

/** `https://*` and `http://*` allow every origin of their scheme. */
function allows(allowed: string, origin: string): boolean {
  return allowed.endsWith('://*') ? origin.startsWith(allowed.slice(0, -1)) : allowed === origin;
}
