import {
  Agent,
  type ClientRequest,
  request as httpRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import type { Duplex } from 'node:stream';
import { walkLeg } from '../path/2-network';
import type { ChosenTarget, HttpRequest } from '../path/3-load-balancer';
import { enterAt } from '../path/4-endpoint';
import type { HttpResponse, Verdict } from '../path/hop';
import { ownAnswer } from '../path/load-balancer/answers';
import { asAnswered } from '../path/load-balancer/application';
import type { Journey } from './connections';
import type { Front } from './fronts';
import type { BalancerOptions, BalancerVisit } from './load-balancer';
import { unknownResponse } from './response';
import { Upstreams } from './upstreams';

/** Between two neighbours only. */
const hopByHop = /^(connection|keep-alive|transfer-encoding|upgrade|trailer|te|proxy-connection)$/i;

/** ALB guide, load balancer attributes (doc). */
const defaultIdleSeconds = 60;

/** Methods that Node.js sends without any length where there is no body. */
const bodiless = /^(GET|HEAD|DELETE|OPTIONS|TRACE)$/;

/** One request on its way to a target. */
export interface Delivery {
  readonly chosen: ChosenTarget;
  readonly request: HttpRequest;
  /** Verdicts of the hops before. */
  readonly before: readonly Verdict[];
  readonly outgoing: ServerResponse;
  /** The load balancer answers in the target's place. */
  readonly refuse: (response: HttpResponse, verdicts: readonly Verdict[]) => void;
}

/** Connections that a node opens to targets for one client, one to each address, kept between requests. */
export class TargetConnections {
  readonly #agents = new Map<string, Agent>();
  readonly #upstreams = new Upstreams();
  readonly #journey: Journey;

  constructor(
    readonly options: BalancerOptions,
    readonly visit: BalancerVisit,
  ) {
    const { from, to } = visit.journey;
    this.#journey = { from, to, hops: [] };
  }

  close(): void {
    for (const agent of this.#agents.values()) agent.destroy();
  }

  send(delivery: Delivery): void {
    const { chosen, before, refuse } = delivery;
    const { model, state } = this.options.chain;
    const { node } = this.visit;
    const { id: address, port } = chosen.target;
    const end = { address, port };
    const session = { sni: null, host: '', maxTls: '1.3', verify: false, direct: false } as const;
    const leg = walkLeg(model, state, node, end);
    const verdicts = [leg, enterAt(model, state, end, session).verdict].map(asAnswered);
    const stopped = verdicts.find(({ outcome }) => outcome === 'stop')?.symptom;
    const front = this.options.frontAt(address);
    if (stopped?.kind === 'response') refuse(stopped.response, verdicts);
    else if (!front) refuse(unknownResponse(verdicts), verdicts);
    else {
      // The gateway reads them when it answers: requests of one client follow one another.
      this.#journey.hops.splice(0, Number.POSITIVE_INFINITY, ...before, ...verdicts);
      this.#exchange(delivery, address, front);
    }
  }

  #exchange({ chosen, request, outgoing, refuse }: Delivery, address: string, front: Front): void {
    const encrypts = chosen.group.protocol === 'HTTPS';
    const headers = request.headers.filter(([name]) => name.toLowerCase() !== 'content-length').flat();
    const body = typeof request.body === 'string' ? Buffer.from(request.body) : request.body;
    // Otherwise Node.js would send such a request in chunks, which the load balancer puts together. (inferred)
    if (body.length > 0 || !bodiless.test(request.method))
      headers.push('Content-Length', String(body.length));
    const sent: ClientRequest = httpRequest({
      agent: this.#agentFor(address, front, encrypts),
      host: '127.0.0.1',
      method: request.method,
      path: request.query === '' ? request.path : `${request.path}?${request.query}`,
      setHost: false,
      headers,
    });
    sent.on('response', (response) => passOn(response, outgoing));
    let isSilent = false;
    sent.setTimeout((this.visit.loadBalancer.http?.idleSeconds ?? defaultIdleSeconds) * 1000, () => {
      isSilent = true;
      sent.destroy(new Error('the target says nothing'));
    });
    sent.on('error', () => {
      if (outgoing.headersSent) outgoing.destroy();
      else refuse(ownAnswer(isSilent ? 504 : 502), []);
    });
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) sent.destroy();
    });
    sent.end(body);
  }

  #agentFor(address: string, front: Front, encrypts: boolean): Agent {
    let agent = this.#agents.get(address);
    if (!agent) {
      const open = (): Duplex => this.#open(address, front, encrypts);
      agent = Object.assign(new Agent({ keepAlive: true, maxSockets: 1 }), { createConnection: open });
      this.#agents.set(address, agent);
    }
    return agent;
  }

  #open(address: string, front: Front, encrypts: boolean): Duplex {
    const upstream = this.#upstreams.open(front.port, address, encrypts);
    upstream.once('connect', () => {
      const arrival = { journey: this.#journey, sourceAddress: this.visit.node.address };
      this.options.connections.announce(upstream, front.port, upstream.localPort ?? 0, arrival);
    });
    return upstream;
  }
}

function passOn(response: IncomingMessage, outgoing: ServerResponse): void {
  const headers: string[] = [];
  for (let index = 0; index + 1 < response.rawHeaders.length; index += 2) {
    const name = response.rawHeaders[index] as string;
    if (!hopByHop.test(name)) headers.push(name, response.rawHeaders[index + 1] as string);
  }
  outgoing.writeHead(response.statusCode ?? 502, headers);
  response.pipe(outgoing);
}
