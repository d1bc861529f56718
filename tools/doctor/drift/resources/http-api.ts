import { type LiveDraft, type LiveResource, textOf } from '../live-draft';
import type { Properties } from '../properties';
import { isRead, type Snapshot } from '../snapshot';

const kind = (name: string) => `AWS::ApiGatewayV2::${name}`;
const parts = {
  Route: { list: 'routes', id: 'RouteId' },
  Integration: { list: 'integrations', id: 'IntegrationId' },
  Authorizer: { list: 'authorizers', id: 'AuthorizerId' },
} as const;

/** HTTP and WebSocket APIs: a template's shape is API Gateway's own here, name by name. */
export function httpApis(draft: LiveDraft, { httpApis: read }: Snapshot): void {
  const type = kind('Api');
  const names = Object.keys(parts) as (keyof typeof parts)[];
  const all = [type, kind('Stage'), kind('Deployment'), ...names.map(kind)];
  if (!draft.has(read, all)) return;
  const stack = (id: string | undefined) =>
    draft.declaredOf(type).find(({ physical }) => physical.id === id)?.scope.name ?? '';
  draft.put(
    type,
    read.map(({ api: { ApiId: id = '', ApiEndpoint, CreatedDate: _, Tags: __, ...rest } }) => ({
      key: id,
      stack: stack(id),
      properties: known(rest),
      physical: { id, ...(ApiEndpoint ? { attributes: { ApiEndpoint } } : {}) },
    })),
  );
  for (const name of names) {
    const { list, id: idName } = parts[name];
    const live: LiveResource[] = [];
    const unread = new Set<string>();
    for (const facts of read) {
      const api = facts.api.ApiId ?? '';
      const found = facts[list];
      if (!isRead(found)) {
        unread.add(api);
        continue;
      }
      for (const one of found as readonly Properties[]) {
        const { [idName]: own, ...rest } = one;
        const id = String(own);
        live.push({
          key: id,
          stack: stack(api),
          properties: { ApiId: api, ...known(rest) },
          physical: { id },
        });
      }
    }
    draft.put(kind(name), live, (resource) => {
      if (!unread.has(textOf(resource, 'ApiId') ?? '')) return resource.physical.id ?? '';
      draft.leaveOne(resource, `the ${list} of its API were not read`);
      return undefined;
    });
  }
  stages(draft, read, stack);
}

function stages(
  draft: LiveDraft,
  read: Exclude<Snapshot['httpApis'], { notRead: string }>,
  stack: (id: string | undefined) => string,
): void {
  const unread = new Set<string>();
  const live = read.flatMap(({ api: { ApiId: api = '' }, stages: found }) => {
    if (!isRead(found)) {
      unread.add(api);
      return [];
    }
    return found.map(({ CreatedDate: _, LastUpdatedDate: __, Tags: ___, ...rest }) => ({
      key: `${api} ${rest.StageName}`,
      stack: stack(api),
      properties: { ApiId: api, ...known(rest) },
    }));
  });
  draft.put(kind('Stage'), live, (resource) => {
    const api = textOf(resource, 'ApiId') ?? '';
    if (!unread.has(api)) return `${api} ${textOf(resource, 'StageName')}`;
    draft.leaveOne(resource, 'the stages of its API were not read');
    return undefined;
  });
  for (const resource of draft.declaredOf(kind('Deployment'))) draft.confirm(resource);
}

function known(properties: object): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}
