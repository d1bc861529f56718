import * as dns from 'node:dns';
import type { Failure, FailureKind, QuestionFacts, ResolutionFacts } from '../observation';
import { type Asked, DnsClient } from './dns/client';
import { chooseAddresses, type Family, type FamilyChoice, ownFamilies, typesOf } from './dns/families';
import { type AnswerRecord, loadCodec } from './dns/message';
import { parseServer } from './dns/server';
import { type Bounds, bounded, StageFailure, type SystemError } from './failure';

export interface Resolution extends ResolutionFacts {
  /** To be dialled. */
  readonly addresses: readonly string[];
  /** Seconds; the lowest of the answer. */
  readonly ttl?: number;
}

/** What a question for a name came to. */
export interface Resolved {
  readonly resolution: Resolution;
  readonly failure?: Failure;
  /** Milliseconds that it took. */
  readonly ms: number;
}

/** What is asked, of whom, and what of it is dialled. */
export interface Wish extends FamilyChoice {
  readonly name: string;
  /** As in `--resolver`. @default the system's resolver */
  readonly server?: string;
  /** A proxy dials, whose addresses are not known. @default false */
  readonly byProxy?: boolean;
}

/** Resolves names for one session; an answer can be given to every call that needs it. */
export class Resolver {
  private readonly clients = new Map<string, DnsClient>();
  private readonly answers = new Map<string, Promise<Resolved>>();

  /** @param limit milliseconds for a name */
  constructor(
    private readonly bounds: Bounds,
    private readonly limit: number,
  ) {}

  /** Does what can be done before the clock starts. */
  prepare(server: string): void {
    loadCodec();
    this.client(server);
  }

  /**
   * The addresses of a name. What goes wrong is part of the result.
   * @param fresh ask, whatever is known. @default false
   */
  async resolve(wish: Wish, fresh = false): Promise<Resolved> {
    const { name, server, family } = wish;
    const key = JSON.stringify([server, name.toLowerCase(), family]);
    let answer = fresh ? undefined : this.answers.get(key);
    if (!answer) {
      answer =
        server === undefined
          ? resolveBySystem(this.bounds, this.limit, name, wish)
          : askServer(this.client(server), this.bounds, this.limit, name, wish);
      this.answers.set(key, answer);
    }
    return dialling(await answer, wish);
  }

  close(): void {
    for (const client of this.clients.values()) client.close();
  }

  private client(server: string): DnsClient {
    const known = this.clients.get(server);
    if (known) return known;
    const client = new DnsClient(parseServer(server));
    this.clients.set(server, client);
    return client;
  }
}

/** Leaves the addresses that are to be dialled, and names the others. */
export function dialling(resolved: Resolved, wish: Wish): Resolved {
  const { resolution } = resolved;
  if (resolution.addresses.length === 0) return resolved;
  const families = wish.byProxy ? (): readonly Family[] => ['ipv4', 'ipv6'] : ownFamilies;
  const addresses = chooseAddresses(resolution.addresses, wish, families);
  const notDialled = resolution.addresses.filter((address) => !addresses.includes(address));
  if (notDialled.length === 0) return resolved;
  const failure: Failure = {
    kind: 'no-data',
    code: 'ENODATA',
    message: `no ${wish.family} address of ${wish.name}`,
  };
  return {
    ...resolved,
    resolution: { ...resolution, addresses, notDialled },
    ...(addresses.length === 0 ? { failure } : {}),
  };
}

async function askServer(
  client: DnsClient,
  bounds: Bounds,
  limit: number,
  name: string,
  choice: FamilyChoice,
): Promise<Resolved> {
  const started = performance.now();
  const asked = await Promise.all(typesOf(choice).map((type) => client.ask(bounds, limit, name, type)));
  const ms = performance.now() - started;
  const records = joined(asked.map(({ reply }) => reply?.records ?? []));
  const addresses = unique(records.filter(({ type }) => type !== 'CNAME').map(({ data }) => data));
  const questions = asked.map(
    ({ type, transport, ms: took, failure }): QuestionFacts => ({
      type,
      transport,
      ms: Math.round(took * 1000) / 1000,
      ended: failure?.kind ?? 'answered',
    }),
  );
  const server = client.server.text;
  const facts = { by: 'resolver', server, questions, ...(records.length > 0 ? { records } : {}) } as const;
  if (addresses.length === 0)
    return { resolution: { ...facts, addresses }, failure: worstOf(asked)?.facts(), ms };
  const ttl = Math.min(...records.map((record) => record.ttl));
  return { resolution: { ...facts, addresses, ttl }, ms };
}

/** Two answers lead over the same CNAMEs, as a rule. */
function joined(ways: readonly (readonly AnswerRecord[])[]): AnswerRecord[] {
  const seen = new Set<string>();
  const all = ways.flat().filter((record) => {
    const key = `${record.type} ${record.name} ${record.data}`;
    return !seen.has(key) && seen.add(key);
  });
  return [...all.filter(({ type }) => type === 'CNAME'), ...all.filter(({ type }) => type !== 'CNAME')];
}

/** An answer that says "no" of one family leaves open what the other question would have told. */
function worstOf(asked: readonly Asked[]): StageFailure | undefined {
  const failures = asked.flatMap(({ failure }) => failure ?? []);
  const no: readonly FailureKind[] = ['no-data', 'nxdomain'];
  return failures.find(({ kind }) => !no.includes(kind)) ?? failures[0];
}

/** As this machine's own resolver gives them (hosts file included), which does not tell NXDOMAIN from no data. */
async function resolveBySystem(
  bounds: Bounds,
  limit: number,
  name: string,
  { family }: FamilyChoice,
): Promise<Resolved> {
  const started = performance.now();
  const wanted = family === undefined ? 0 : family === 'ipv4' ? 4 : 6;
  try {
    const addresses = await bounded<readonly string[]>(bounds, limit, (settle) => {
      dns.lookup(name, { all: true, family: wanted, verbatim: true }, (error, found) => {
        if (!error) return settle(unique(found.map((one) => one.address)));
        const code = (error as SystemError).code ?? 'UNKNOWN';
        const kind = code === 'ENOTFOUND' ? 'not-found' : code === 'EAI_AGAIN' ? 'resolver-silent' : 'local';
        settle(new StageFailure(kind, code, error.message));
      });
      return () => {};
    });
    return { resolution: { by: 'system', addresses }, ms: performance.now() - started };
  } catch (error) {
    const failure = error as StageFailure;
    const told =
      failure.kind === 'timeout'
        ? new StageFailure('resolver-silent', 'ETIMEOUT', `the system resolver: ${failure.message}`)
        : failure;
    const resolution = { by: 'system', addresses: [] } as const;
    return { resolution, failure: told.facts(), ms: performance.now() - started };
  }
}

function unique(addresses: readonly string[]): string[] {
  return [...new Set(addresses)];
}
