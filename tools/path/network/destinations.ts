import type {
  Endpoint,
  EndpointInterface,
  InboundEndpoint,
  LoadBalancer,
  LoadBalancerNode,
  Model,
  NetworkInterface,
} from '../../assembly/model';

/** Who answers at an address. */
export type Destination =
  | { readonly kind: 'load-balancer'; readonly loadBalancer: LoadBalancer; readonly node: LoadBalancerNode }
  | { readonly kind: 'endpoint'; readonly endpoint: Endpoint; readonly interface: EndpointInterface }
  | { readonly kind: 'resolver'; readonly inbound: InboundEndpoint; readonly interface: NetworkInterface }
  /** API Gateway's front on the internet. */
  | { readonly kind: 'public-front' }
  /** A host of a vantage, or a function's interface. */
  | { readonly kind: 'other'; readonly interface: NetworkInterface }
  | { readonly kind: 'nobody' };

/** Every interface of the model by its address; where two share one, the first of the chain's order. */
export function indexDestinations(model: Model): Map<string, Destination> {
  const found = new Map<string, Destination>();
  const add = (address: string, destination: Destination): void => {
    if (!found.has(address)) found.set(address, destination);
  };
  for (const loadBalancer of model.loadBalancers) {
    for (const node of loadBalancer.nodes) add(node.address, { kind: 'load-balancer', loadBalancer, node });
  }
  for (const endpoint of model.endpoints) {
    for (const own of endpoint.interfaces) add(own.address, { kind: 'endpoint', endpoint, interface: own });
  }
  for (const inbound of model.inboundEndpoints) {
    for (const own of inbound.interfaces) add(own.address, { kind: 'resolver', inbound, interface: own });
  }
  for (const { source } of model.vantages) {
    if (source) add(source.address, { kind: 'other', interface: source });
  }
  for (const { interface: own } of model.functions) {
    if (own) add(own.address, { kind: 'other', interface: own });
  }
  return found;
}
