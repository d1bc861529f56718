import { resolve } from '../intrinsics/resolve';
import { isObject } from '../intrinsics/values';
import { isUnknown } from '../model';
import type { Resource } from '../resource';
import type { Settings } from '../settings';

/** The OpenAPI document of an API: `Body`, or `BodyS3Location` where it is an asset of the assembly. */
export function openApiBody(resource: Resource): Settings | undefined {
  const { settings, scope, world } = resource;
  const body = resource.property('Body');
  if (isUnknown(body)) settings.keep(body);
  if (isObject(body)) return settings.of(body, 'Body');
  if (!settings.has('BodyS3Location')) return undefined;
  const key = settings.nested('BodyS3Location').text('Key');
  if (isUnknown(key)) return undefined;
  const document = scope.stack.documents?.get(key ?? '');
  const where = settings.at('BodyS3Location');
  if (document === undefined) {
    settings.keep(world.unknown(`the API definition ${key} is not among the assets`, where));
    return undefined;
  }
  // A definition in S3 is imported as it is: intrinsics in it are not resolved by CloudFormation.
  const value = resolve(document, { scope, where });
  return isObject(value) ? settings.of(value, 'BodyS3Location') : undefined;
}
