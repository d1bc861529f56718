import type { VpcEndpoint } from '@aws-sdk/client-ec2';
import type { Ward } from '../check';
import type { Located } from '../environment';
import { type Draft, each, NotKnown } from '../finding';
import { endpointOf, type Way, waysOf } from '../places';

/** An endpoint of the environment as EC2 describes it. */
export interface HeldEndpoint {
  readonly way: Way;
  readonly at: Located;
  readonly endpoint: VpcEndpoint;
}

/**
 * Endpoints of the ways in, each by itself; ways that share one ask once.
 * @param missing what is said of one that is not there @default it is unknown
 */
export function eachEndpoint(
  ward: Ward,
  check: (held: HeldEndpoint) => Promise<readonly Draft[] | Draft> | readonly Draft[] | Draft,
  missing: (at: Located) => Draft = ({ id, where }) => {
    throw new NotKnown('RESOURCE_MISSING', `there is no endpoint ${id}`, { where: [where] });
  },
): Promise<readonly Draft[]> {
  const { env, facts } = ward;
  const ways = new Map(waysOf(env).map((way) => [way.endpoint, way] as const));
  return each(
    [...ways.values()],
    ({ endpoint }) => endpoint,
    async (way) => {
      const at = endpointOf(env, way);
      const answer = await facts.read('ec2:DescribeVpcEndpoints', { VpcEndpointIds: [at.id] });
      const [endpoint] = answer?.VpcEndpoints ?? [];
      return endpoint ? check({ way, at, endpoint }) : missing(at);
    },
  );
}
