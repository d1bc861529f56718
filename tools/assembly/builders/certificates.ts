import { type Certificate, isUnknown, type Known } from '../model';
import type { World } from '../world';
import { elementOf, required } from './element';

/** Certificates that a template requests, and existing ones whose names the metadata tells. */
export function buildCertificates(world: World): Certificate[] {
  const created = world.ofType('AWS::CertificateManager::Certificate').map((resource): Certificate => {
    const all: Known<string>[] = [
      required(resource, 'DomainName'),
      ...resource.settings.texts('SubjectAlternativeNames'),
    ];
    const known = all.flatMap((name) => (isUnknown(name) ? [] : [name.toLowerCase()]));
    const names = all.find(isUnknown) ?? [...new Set(known)];
    return { arn: resource.key, names, ...elementOf(resource) };
  });
  return [...created, ...world.metadata.certificates];
}
