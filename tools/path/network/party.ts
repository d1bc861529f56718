import {
  isUnknown,
  type Model,
  type NetworkInterface,
  type Subnet,
  type Vpc,
  type Where,
} from '../../assembly/model';
import { cidrContains } from '../../ipv4';
import { publicFrontCidr } from '../address';
import { indexOf } from '../model-index';
import type { ReasonCode } from '../reasons';
import type { Destination } from './destinations';

/** One end of a leg. */
export interface Party {
  readonly kind: 'vpc' | 'external' | 'internet' | 'public-front';
  readonly address: string;
  readonly interface?: NetworkInterface;
  readonly vpc?: Vpc;
  readonly subnet?: Subnet;
  /** A load balancer's node, whose ephemeral ports are a wider range than a host's. */
  readonly isNode?: boolean;
  readonly isInternetFacing?: boolean;
}

/** What one setting says of one direction of a leg. */
export interface Finding {
  readonly outcome: 'open' | 'block' | 'unknown';
  readonly direction: 'request' | 'response';
  readonly code: ReasonCode;
  readonly because: string;
  readonly where: readonly Where[];
  readonly fix?: string;
}

/** Stands for any client on the internet (RFC 5737). */
const internetClient = '203.0.113.1';

export const internetParty: Party = { kind: 'internet', address: internetClient };

export function partyOf(model: Model, own: NetworkInterface): Party {
  const index = indexOf(model);
  const subnet = index.subnets.get(own.subnetId ?? '');
  const vpc = index.vpcs.get(own.vpcId ?? subnet?.vpcId ?? '');
  const kind = vpc || own.vpcId || own.subnetId ? 'vpc' : 'external';
  const destination = index.destinations.get(own.address);
  const balancer = destination?.kind === 'load-balancer' ? destination.loadBalancer : undefined;
  return {
    kind,
    address: own.address,
    interface: own,
    vpc,
    subnet,
    isNode: balancer !== undefined,
    isInternetFacing: balancer?.scheme === 'internet-facing',
  };
}

/** Who answers at an address. */
export function locate(model: Model, address: string): Destination {
  const found = indexOf(model).destinations.get(address);
  if (found) return found;
  return cidrContains(publicFrontCidr, address) ? { kind: 'public-front' } : { kind: 'nobody' };
}

/** The end of a leg that has this address; `undefined` where no known network holds it. */
export function partyAt(model: Model, address: string): Party | 'nobody' | undefined {
  const destination = locate(model, address);
  if (destination.kind === 'public-front') return { kind: 'public-front', address };
  if (destination.kind === 'load-balancer') return partyOf(model, destination.node);
  if (destination.kind !== 'nobody') return partyOf(model, destination.interface);
  const holds = (cidr: unknown): boolean => typeof cidr === 'string' && cidrContains(cidr, address);
  if (model.vpcs.some((vpc) => vpc.cidrs.some(holds))) return 'nobody';
  const isOutside = model.vantages.some((vantage) => vantage.cidrs?.some(holds));
  return isOutside ? { kind: 'external', address } : undefined;
}

export function describeParty(party: Party): string {
  if (party.kind === 'internet') return 'the internet';
  if (party.kind === 'external') return `${party.address} outside AWS`;
  return party.vpc ? `${party.address} in VPC ${party.vpc.name}` : party.address;
}

/** The text of a CIDR or an id, or what is missing. */
export function textOf(value: unknown): string {
  return isUnknown(value) ? `unknown (${value.reason})` : String(value);
}
