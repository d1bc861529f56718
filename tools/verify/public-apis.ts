import { isUnknown, type Model } from '../assembly/model';

/** An API that the internet reaches, whatever the network does. */
export interface PublicApi {
  readonly name: string;
  readonly kind: 'HTTP' | 'WebSocket';
  /** Names that it answers to. */
  readonly hosts: readonly string[];
  /** Routes that ask nobody who calls. */
  readonly open: readonly string[];
}

/** HTTP and WebSocket APIs, which can't be private (aws-facts §1.1, doc). */
export function publicApis(model: Model): readonly PublicApi[] {
  const suffix = `execute-api.${model.region}.amazonaws.com${model.partition === 'aws-cn' ? '.cn' : ''}`;
  const hosts = (id: string, isOff: unknown) => [
    ...model.domains
      .filter(({ mappings }) => mappings.some(({ apiId }) => apiId === id))
      .map(({ name }) => name),
    ...(isOff === true ? [] : [`${id}.${suffix}`]),
  ];
  const http = (model.httpApis ?? []).map((api): PublicApi => {
    const { defaultEndpointDisabled: off } = api;
    return {
      name: api.name,
      kind: 'HTTP',
      hosts: hosts(api.id, isUnknown(off) ? false : off),
      open: api.routes.filter((route) => route.authorization === 'NONE').map((route) => route.routeKey),
    };
  });
  const sockets = (model.webSocketApis ?? []).map(({ id, name, definition }): PublicApi => {
    const connect = definition.routes.find(({ routeKey }) => routeKey === '$connect');
    return {
      name,
      kind: 'WebSocket',
      hosts: hosts(id, definition.defaultEndpointDisabled),
      open: connect?.authorization === 'NONE' ? ['$connect'] : [],
    };
  });
  return [...http, ...sockets];
}

/** One loud line for each. */
export function renderPublicApis(apis: readonly PublicApi[]): readonly string[] {
  return apis.map(({ name, kind, hosts, open }) => {
    const guarded =
      open.length === 0 ? 'Every route asks who calls.' : `Open to anybody: ${open.join(', ')}.`;
    return `WARNING: ${kind} API "${name}" is PUBLIC: the internet reaches it at ${hosts.join(', ') || 'no name'}. ${guarded}`;
  });
}
