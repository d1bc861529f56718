import type { ListenerAction } from '../../assembly/model';
import type { HeaderList, HttpResponse } from '../hop';
import type { Hall, HttpRequest } from './http';

/** Reason phrases as they stand in the load balancer's own pages. (captures; from memory) */
const titles: Readonly<Record<number, string>> = {
  301: '301 Moved Permanently',
  302: '302 Found',
  400: '400 Bad Request',
  403: '403 Forbidden',
  405: '405 Method Not Allowed',
  413: '413 Request Entity Too Large',
  414: '414 Request-URI Too Large',
  463: '463',
  502: '502 Bad Gateway',
  503: '503 Service Temporarily Unavailable',
  504: '504 Gateway Time-out',
};

/** By this a caller knows that the load balancer itself answers. (captures) */
export const serverHeader: HeaderList[number] = ['Server', 'awselb/2.0'];

/** An answer of the load balancer's own making. */
export function ownAnswer(status: number, more: HeaderList = []): HttpResponse {
  const title = titles[status] ?? String(status);
  const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  return { status, headers: [serverHeader, ['Content-Type', 'text/html'], ...more], body };
}

/** What a rule with a fixed response gives. */
export function fixedAnswer(status: number, contentType: string, body: string): HttpResponse {
  const type: HeaderList = body === '' ? [] : [['Content-Type', `${contentType}; charset=utf-8`]];
  return { status, headers: [serverHeader, ...type], body };
}

type Redirect = Extract<ListenerAction, { kind: 'redirect' }>;

/** A redirect, with the request's own parts in place of `#{…}`; the port is always written (captures). */
export function redirectAnswer({ listener }: Hall, request: HttpRequest, redirect: Redirect): HttpResponse {
  const parts: Readonly<Record<string, string>> = {
    protocol: listener.protocol === 'HTTPS' ? 'https' : 'http',
    host: request.host.replace(/:\d+$/, ''),
    port: String(listener.port),
    path: request.path.replace(/^\//, ''),
    query: request.query,
  };
  const fill = (text: string) =>
    text.replace(/#\{(protocol|host|port|path|query)\}/g, (_, name) => parts[name] ?? '');
  const protocol = fill(redirect.protocol).toLowerCase();
  const query = fill(redirect.query);
  const location = `${protocol}://${fill(redirect.host)}:${fill(redirect.port)}${fill(redirect.path)}${query === '' ? '' : `?${query}`}`;
  return ownAnswer(redirect.status, [['Location', location]]);
}
