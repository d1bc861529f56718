import { type Assembly, buildModel } from '../../tools/assembly';
import type { Model, Vantage } from '../../tools/assembly/model';
import { createFunctionRunner, type FunctionRunner } from '../../tools/functions';
import { KitError } from '../../tools/kit-error';
import { settle } from '../../tools/path/3-load-balancer';
import type { Call } from '../../tools/path/hop';
import { type Failures, noFailures, type State } from '../../tools/path/state';
import { type Trace, traceWith } from '../../tools/path/trace';
import { type ProbeResult, type ProbeTarget, probe } from '../../tools/probe';
import { startTwin, type Twin } from '../../tools/twin';
import { Templates } from '../faults/templates';
import { type DrawnCall, toCall } from './calls';
import { Dice } from './dice';
import { edits } from './edits';
import { type Environment, type Settings, synthesizeSettings } from './environments';

export interface Change {
  readonly edit: string;
  readonly dice: readonly number[];
}

/** One state of an environment, and the calls that are made in it. */
export interface Scene {
  readonly changes: readonly Change[];
  /** The changes are in the templates and not deployed yet. */
  readonly undeployed: boolean;
  /** Index of the zone that fails. */
  readonly zone: number | null;
  readonly calls: readonly DrawnCall[];
}

/** One environment on paper and on loopback; scenes are put on one after the other. */
export class Stand {
  readonly #failed: string[] = [];

  private constructor(
    readonly environment: Environment,
    readonly base: Model,
    private readonly twin: Twin,
    private readonly runner: FunctionRunner,
  ) {}

  static async open(settings: Settings): Promise<Stand> {
    const environment = synthesizeSettings(settings);
    const model = buildModel(environment.assembly);
    const twin = await startTwin({ model, healthCheckSpeed: 10_000, functionConcurrency: 2 });
    return new Stand(environment, model, twin, createFunctionRunner(model, { concurrency: 2 }));
  }

  async close(): Promise<void> {
    await Promise.all([this.twin.close(), this.runner.close()]);
    this.environment.remove();
  }

  /** Puts the scene on; nothing where the templates are no longer any that can be read. */
  async set(scene: Scene): Promise<Stage | undefined> {
    const model = this.#change(scene);
    if (!model) return undefined;
    this.runner.update(model);
    for (const zone of this.#failed.splice(0)) this.twin.heal({ zone });
    await this.twin.reload(model);
    const failures = this.#failuresOf(scene, model);
    for (const zone of failures.zones) this.twin.fail({ zone });
    this.#failed.push(...failures.zones);
    await this.twin.settled();
    return new Stage(model, settle(model, failures), this.twin, this.runner);
  }

  /** From the networks that the scene leaves in place. */
  callsOf({ calls }: Scene, stage: Stage): Call[] {
    return calls
      .filter(({ from }) => stage.vantage(from))
      .map((call) => toCall(call, new Dice(call.dice), this.environment.config, this.base));
  }

  #change({ changes, undeployed }: Scene): Model | undefined {
    const templates = new Templates(this.environment.assembly);
    for (const { edit, dice } of changes) edits[edit]?.(templates, new Dice(dice), this.base);
    const changed: Assembly = templates.toAssembly();
    try {
      return buildModel(changed, undeployed ? { deployed: this.environment.assembly } : {});
    } catch (error) {
      if (error instanceof KitError) return undefined;
      throw error;
    }
  }

  #failuresOf({ zone }: Scene, model: Model): Failures {
    const name = zone === null ? undefined : this.environment.config.zones[zone];
    const isThere = model.subnets.some((subnet) => subnet.zone === name);
    return name === undefined || !isThere ? noFailures : { zones: [name], targets: [] };
  }
}

/** A scene that is on. */
export class Stage {
  constructor(
    readonly model: Model,
    readonly state: State,
    private readonly twin: Twin,
    private readonly runner: FunctionRunner,
  ) {}

  vantage(name: string): Vantage | undefined {
    return this.model.vantages.find((own) => own.name === name);
  }

  trace(call: Call): Promise<Trace> {
    return traceWith(this.model, this.state, call, ({ functionArn, event, timeoutMs }) =>
      this.runner.invoke(functionArn, event, timeoutMs),
    );
  }

  /** @param patience milliseconds after which silence is silence */
  async probe(
    calls: readonly { readonly call: Call; readonly expect?: ProbeTarget['expect'] }[],
    patience: number,
  ): Promise<readonly (readonly ProbeResult[])[]> {
    const { vantages, ca } = this.twin.ready;
    const targets = calls.map(({ call, expect }, index): ProbeTarget => {
      const vantage = vantages[call.from];
      const { url, method, headers, body, address, maxTls } = call;
      return {
        name: String(index),
        ...{ url, method, headers, body, address, expect, ca },
        maxTls: maxTls === '1.2' ? '1.2' : undefined,
        vantage: call.from,
        proxy: `socks5://${vantage?.socks}`,
        resolver: vantage?.dns,
        family: 'ipv4', // as the networks of a twin
      };
    });
    const timeouts = { connect: patience, tls: patience * 4, firstByte: 5_000 };
    const { results } = await probe(targets, { timeouts, concurrency: targets.length });
    return targets.map(({ name }) => results.filter((result) => result.name === name));
  }
}
