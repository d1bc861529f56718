import type { Backend } from './path/8-backend';
import { replaceTexts } from './texts';

/** A VPC link, and what it leads to for one backend. */
export interface Link {
  readonly linkId: string;
  readonly version: 1 | 2;
  readonly backend: Backend;
}

/** Where a private integration's values stand until the link and its load balancer are there. */
export interface LinkPlaces {
  readonly link: string;
  readonly target: string;
  readonly origin: string;
}

/** Placeholders in an API's document, for one backend. */
function linkPlaces(backend: string): LinkPlaces {
  return {
    link: `\${link:${backend}}`,
    target: `\${link-target:${backend}}`,
    origin: `\${link-origin:${backend}}`,
  };
}

/** The document with the placeholders of every backend replaced. */
export function placeLinks<T>(value: T, links: Readonly<Record<string, Link>>): T {
  return replaceTexts(value, (text) =>
    text.replace(/\$\{(link|link-target|link-origin):([^}]+)\}/g, (_, part: string, name: string) =>
      placeOf(part, links[name]!),
    ),
  );
}

function placeOf(part: string, link: Link): string {
  if (part === 'link') return link.linkId;
  const { backend } = link;
  if (part === 'link-target') return backend.loadBalancerArn ?? '';
  if (link.version === 1 && backend.network) return `http://${backend.network.host}:${backend.network.port}`;
  return `${backend.protocol}://${backend.host}:${backend.port}`;
}

const parameter = /\{([^}+]+)(\+?)\}/g;

/**
 * The integration of one route of a REST API with a backend behind a VPC link. A link of version 2 puts the stage
 * before the path (aws-facts §9, doc): where the whole path can be said by one mapping, it is.
 */
export function linkIntegration(
  backend: string,
  version: 1 | 2,
  method: string,
  path: string,
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<string, unknown>> {
  const { link, target, origin } = linkPlaces(backend);
  const names = [...path.matchAll(parameter)].map(([, name]) => name!);
  const paths = names.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]);
  const whole = wholePath(path);
  return {
    type: 'http_proxy',
    httpMethod: method,
    uri: `${origin}${path.replace(parameter, '{$1}')}`,
    connectionType: 'VPC_LINK',
    connectionId: link,
    ...(version === 2 ? { integrationTarget: target } : {}),
    requestParameters: {
      ...Object.fromEntries(paths),
      ...(version === 2 && whole !== undefined ? { 'context.requestOverride.path': whole } : {}),
      ...own,
    },
  };
}

/** The source of a mapping that says the whole path; `undefined`: none does. */
export function wholePath(path: string): string | undefined {
  if (!path.includes('{')) return `'${path}'`;
  const [, name] = /^\/\{([^}+]+)\+?\}$/.exec(path) ?? [];
  return name === undefined ? undefined : `method.request.path.${name}`;
}
