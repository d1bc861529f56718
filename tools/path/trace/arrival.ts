import { type Endpoint, isUnknown, type Known, type Model, type PolicyDocument } from '../../assembly/model';
import { perModel } from '../cache';
import { executeApiZone } from '../dns/public-names';
import { isAssociated, nativeDomainsOf, servesPublic } from '../endpoint/native-domains';
import type { HeaderList } from '../hop';
import { groupArnsOf } from '../load-balancer/group-arns';
import { groupsOf } from '../load-balancer/health';
import { indexOf, isExecuteApi } from '../model-index';
import { covers, normalizeName } from '../names';

/** A connection as it reaches API Gateway. */
export interface Arrival {
  /** Absent at the public front. */
  readonly endpoint?: Endpoint;
  /** Peer address that the endpoint sees. */
  readonly sourceAddress: string;
  readonly sni: string | null;
  /** Headers as an application load balancer passes them on. @default as the client sent them */
  readonly headers?: HeaderList;
}

/**
 * Arrivals that API Gateway could answer differently. The peer address decides only where a policy asks for it:
 * one of the templates', or one that an authorizer returns.
 */
export function distinctArrivals(model: Model, arrivals: readonly Arrival[]): Arrival[] {
  const bySource = isSourceDecisive(model);
  const found = new Map<string, Arrival>();
  for (const arrival of arrivals) {
    const key = `${arrival.endpoint?.id} ${arrival.sni} ${bySource ? arrival.sourceAddress : ''}`;
    if (!found.has(key)) found.set(key, arrival);
  }
  return [...found.values()];
}

const isSourceDecisive = perModel((model) => {
  const served = model.stages.map((stage) => stage.serves);
  const natives = model.domains.flatMap(({ native }) => native ?? []);
  const documents = [...served, ...model.endpoints, ...natives].map((own) => own.policy);
  return served.some((own) => own.authorizers.length > 0) || documents.some(asksForSource);
});

function asksForSource(policy: Known<PolicyDocument> | undefined): boolean {
  if (policy === undefined || isUnknown(policy)) return false;
  const keys = policy.statements.flatMap((own) => Object.values(own.condition).flatMap(Object.keys));
  return keys.some((key) => /sourceip$/i.test(key));
}

/**
 * Where the name ought to lead when DNS doesn't say: the load balancers whose certificate covers it, else the
 * endpoints. Empty where nothing in the model would serve it.
 */
export function likelyAddresses(model: Model, host: string): string[] {
  const name = normalizeName(host);
  const { certificates } = indexOf(model);
  const balancers = model.loadBalancers.filter((balancer) =>
    balancer.listeners.some((listener) =>
      listener.certificateArns.some((arn) => {
        const names = typeof arn === 'string' ? certificates.get(arn)?.names : undefined;
        return Array.isArray(names) && covers(names, name);
      }),
    ),
  );
  if (balancers.length > 0)
    return balancers.flatMap((balancer) => balancer.nodes.map((node) => node.address));
  if (!isServed(model, name)) return [];
  const associated = endpointsFor(model, name);
  const endpoints = associated.length > 0 ? associated : executeApiEndpoints(model);
  return endpoints.flatMap((own) => own.interfaces.map((eni) => eni.address));
}

/** Endpoints that may serve a private custom domain of the name. */
function endpointsFor(model: Model, name: string): Endpoint[] {
  const domains = nativeDomainsOf(model, name);
  return executeApiEndpoints(model).filter((own) => domains.some((domain) => isAssociated(domain, own)));
}

/** Whether an API or a custom domain of the model has this name. */
export function isServed(model: Model, name: string): boolean {
  const id = name.endsWith(`.${executeApiZone(model)}`) ? name.split('.')[0]?.split('-')[0] : undefined;
  return (
    model.domains.some((domain) => covers([domain.name], name)) ||
    [...model.restApis, ...(model.httpApis ?? []), ...(model.webSocketApis ?? [])].some(
      (api) => api.id === id,
    )
  );
}

function executeApiEndpoints(model: Model): Endpoint[] {
  return model.endpoints.filter(isExecuteApi);
}

/** An arrival that stands for the one that an earlier hop prevents, so that the later hops can still be judged. */
export function supposedArrival(model: Model, host: string, sourceAddress: string): Arrival | undefined {
  const name = normalizeName(host);
  const [native] = endpointsFor(model, name);
  if (native && !servesPublic(model, native)) return { endpoint: native, sourceAddress, sni: name };
  const endpoint = executeApiEndpoints(model)[0];
  const balanced = model.loadBalancers[0];
  const isBalanced = balanced?.listeners.some(
    (listener) => groupsOf(model, groupArnsOf(listener)).length > 0,
  );
  const source = (isBalanced && balanced?.nodes[0]?.address) || sourceAddress;
  // Straight to the endpoint it is the client's own session, with the name; a load balancer sends none.
  const sni = nativeDomainsOf(model, name).length > 0 ? name : null;
  return endpoint && { endpoint, sourceAddress: source, sni };
}
