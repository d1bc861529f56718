import type { LambdaFunction, Model, NetworkInterface, Vantage } from '../assembly/model';
import type { FunctionNetwork } from '../functions';
import { Caller, type CallerOptions, vantageNamed } from './caller';
import { faultLine } from './journal';
import { openPorts, type Ports } from './ports';
import type { ReadyFile } from './ready';
import type { SocksOptions } from './socks';

export type SocksLimits = Pick<SocksOptions, 'handshakeMs' | 'silenceMs'>;

/** The ports of every vantage, and those of the interfaces that functions call from. */
export class Vantages {
  readonly #byName = new Map<string, Ports>();
  readonly #byInterface = new Map<string, Promise<Ports>>();

  constructor(
    readonly options: CallerOptions,
    readonly limits: SocksLimits,
  ) {}

  /** Opens ports for new names and closes those of names that are gone; the others stay as they are. */
  async update(model: Model): Promise<void> {
    const names = new Set(model.vantages.map((vantage) => vantage.name));
    for (const name of names) {
      if (!this.#byName.has(name)) this.#byName.set(name, await this.#open(name, () => this.#current(name)));
    }
    for (const [name, ports] of this.#byName) {
      if (names.has(name)) continue;
      ports.close();
      this.#byName.delete(name);
    }
  }

  /** As the ready file has it. */
  list(): ReadyFile['vantages'] {
    const entries = [...this.#byName].map(
      ([name, { socks, dns }]) => [name, { socks: `127.0.0.1:${socks}`, dns: `127.0.0.1:${dns}` }] as const,
    );
    return Object.fromEntries(entries);
  }

  /** Where a function's own connections go: from its interface, or from the internet where it is in no VPC. */
  async networkOf(lambda: LambdaFunction, ca: string): Promise<FunctionNetwork> {
    const ports = await this.#portsOf(lambda.interface);
    return { socks: ports.socks, dns: ports.dns, ca };
  }

  async close(): Promise<void> {
    for (const ports of this.#byName.values()) ports.close();
    for (const ports of await Promise.all(this.#byInterface.values())) ports.close();
  }

  #current(name: string): Vantage | undefined {
    return vantageNamed(this.options.chain.model, name);
  }

  #portsOf(own: NetworkInterface | undefined): Promise<Ports> {
    const key = JSON.stringify(own && [own.address, own.subnetId, own.securityGroupIds]) ?? 'internet';
    let ports = this.#byInterface.get(key);
    if (!ports) {
      const vantage = own ? this.#vantageOf(own) : undefined;
      ports = this.#open(vantage?.name ?? 'a function outside any VPC', () => vantage);
      this.#byInterface.set(key, ports);
    }
    return ports;
  }

  #vantageOf(own: NetworkInterface): Vantage {
    const subnet = this.options.chain.model.subnets.find(({ id }) => id === own.subnetId);
    return {
      name: `a function at ${own.address}`,
      kind: 'vpc',
      where: own.where,
      vpcId: own.vpcId ?? subnet?.vpcId,
      source: own,
    };
  }

  #open(name: string, vantage: () => Vantage | undefined): Promise<Ports> {
    const onFault = (error: unknown) => this.options.journal?.({ kind: 'twin', line: faultLine(error) });
    return openPorts(new Caller(name, vantage, this.options), this.options.connections, {
      ...this.limits,
      onFault,
    });
  }
}
