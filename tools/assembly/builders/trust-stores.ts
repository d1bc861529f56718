import { isUnknown, type TrustStore } from '../model';
import type { World } from '../world';
import { elementOf, required } from './element';

/** Authorities of client certificates; what lies in a bucket of somebody's own is not known. */
export function buildTrustStores(world: World): TrustStore[] {
  return world.ofType('AWS::ElasticLoadBalancingV2::TrustStore').map((resource): TrustStore => {
    const key = required(resource, 'CaCertificatesBundleS3Key');
    const bundle = isUnknown(key) ? key : resource.scope.stack.bundles?.get(key);
    return {
      arn: resource.key,
      bundle:
        bundle ??
        world.unknown(
          `the bundle ${String(key)} is not among the assets`,
          resource.settings.at('CaCertificatesBundleS3Key'),
        ),
      ...elementOf(resource),
    };
  });
}
