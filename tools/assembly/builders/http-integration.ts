import type { Integration, Known } from '../model';
import type { Settings } from '../settings';

type Parts = Pick<Integration, 'httpMethod' | 'linkId' | 'linkTarget' | 'requestParameters'>;

const names = {
  template: {
    method: 'IntegrationHttpMethod',
    connection: 'ConnectionType',
    id: 'ConnectionId',
    target: 'IntegrationTarget',
    parameters: 'RequestParameters',
  },
  document: {
    method: 'httpMethod',
    connection: 'connectionType',
    id: 'connectionId',
    target: 'integrationTarget',
    parameters: 'requestParameters',
  },
} as const;

/** What an HTTP integration has besides its URI, as templates or as OpenAPI documents spell it. */
export function httpParts(settings: Settings, spelling: keyof typeof names): Parts {
  const own = names[spelling];
  const isPrivate = settings.literal(own.connection)?.toUpperCase() === 'VPC_LINK';
  const parameters = settings.nested(own.parameters);
  const keys = Object.keys((settings.value(own.parameters) as object | undefined) ?? {});
  const requestParameters = Object.fromEntries(
    keys.map((key): [string, Known<string>] => [key, parameters.text(key) ?? '']),
  );
  return {
    httpMethod: settings.literal(own.method)?.toUpperCase(),
    ...(isPrivate
      ? {
          linkId:
            settings.text(own.id) ??
            settings.world.unknown('the private integration names no VPC link', settings.at(own.id)),
          linkTarget: settings.text(own.target),
        }
      : {}),
    ...(keys.length > 0 ? { requestParameters } : {}),
  };
}
