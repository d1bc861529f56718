import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { loadConfig } from '../../stacks/config';
import { synthesize } from '../../stacks/synthesize';
import { type Assembly, buildModel, readAssembly } from '../../tools/assembly';
import type { Model } from '../../tools/assembly/model';
import { type KeyPairFiles, readChain } from '../../tools/expectations/client-certificate';
import { createFunctionRunner } from '../../tools/functions';
import { settle } from '../../tools/path/3-load-balancer';
import type { Call } from '../../tools/path/hop';
import { type Failures, noFailures } from '../../tools/path/state';
import { type Trace, traceWith } from '../../tools/path/trace';
import { type ProbeResult, probe } from '../../tools/probe';
import { startTwin } from '../../tools/twin';
import { type Fault, referenceCall } from './fault';
import { Templates } from './templates';

export interface Reference {
  /** Folder of the synthesized templates. */
  readonly dir: string;
  readonly assembly: Assembly;
  remove(): void;
}

/** The reference environment, or one of docs/examples, synthesized into a folder of its own. */
export function synthesizeReference(example?: string): Reference {
  const file = example === undefined ? 'hybrid.yaml' : `docs/examples/${example}/hybrid.yaml`;
  const { config, dir } = loadConfig(resolve(__dirname, '../..', file));
  const outdir = mkdtempSync(join(tmpdir(), 'hybrid-faults-'));
  synthesize(config, { dir, outdir });
  return {
    dir: outdir,
    assembly: readAssembly({ dir: outdir }),
    remove: () => rmSync(outdir, { recursive: true }),
  };
}

export interface Outcome {
  readonly trace: Trace;
  /** One per address. */
  readonly probed: readonly ProbeResult[];
}

/** Side by side, a few at a time and in order: most of a fault's time is a client waiting for an answer that does not come. */
export function meetAll(
  faults: readonly Fault[],
  environmentOf: (fault: Fault) => Assembly,
): ReadonlyMap<Fault, Promise<Outcome>> {
  const lanes: Promise<unknown>[] = Array.from({ length: 4 }, () => Promise.resolve());
  return new Map(
    faults.map((fault, index) => {
      const lane = index % lanes.length;
      const outcome = (lanes[lane] as Promise<unknown>).then(() => meet(fault, environmentOf(fault)));
      lanes[lane] = outcome.catch(() => {});
      return [fault, outcome];
    }),
  );
}

/** Breaks the environment in one place, walks the call on paper, serves it, and probes it. */
export async function meet(fault: Fault, environment: Assembly): Promise<Outcome> {
  const model = brokenModel(fault, environment);
  const failures = failuresOf(fault, model);
  const pair = pairOf(fault);
  const call = {
    ...callOf(fault, model),
    ...(pair && { clientCertificate: readChain(pair.cert), at: Date.now() }),
  };
  const connectMs = fault.seen === 'timeout' ? silenceMs : undefined;
  return {
    trace: await walk(model, failures, call),
    probed: await serveAndProbe(model, failures, call, { connectMs, pair }),
  };
}

function pairOf({ client, example }: Fault): KeyPairFiles | undefined {
  if (client === undefined || example === undefined) return undefined;
  const folder = resolve(__dirname, '../../docs/examples', example);
  return { cert: join(folder, `${client}.pem`), key: join(folder, `${client}-key.pem`) };
}

function brokenModel(fault: Fault, environment: Assembly): Model {
  const edit = (change?: (templates: Templates) => void): Assembly => {
    const templates = new Templates(environment);
    change?.(templates);
    return templates.toAssembly();
  };
  return buildModel(edit(fault.change), fault.deployed && { deployed: edit(fault.deployed) });
}

/** `*` stands for every target; `{api}`, in calls, for the id of the first API: ids are known only after reading. */
function failuresOf({ failures = noFailures }: Fault, model: Model): Failures {
  if (!failures.targets.includes('*')) return failures;
  const targets = model.targetGroups.flatMap((group) =>
    group.targets.flatMap((target) => ('id' in target ? [target.id] : [])),
  );
  return { ...failures, targets };
}

function callOf(fault: Fault, model: Model): Call {
  const [api] = model.restApis;
  const text = JSON.stringify({ ...referenceCall, ...fault.call });
  return JSON.parse(text.replaceAll('{api}', api?.id ?? '')) as Call;
}

async function walk(model: Model, failures: Failures, call: Call): Promise<Trace> {
  const runner = createFunctionRunner(model);
  try {
    return await traceWith(model, settle(model, failures), call, (invocation) =>
      runner.invoke(invocation.functionArn, invocation.event, invocation.timeoutMs),
    );
  } finally {
    await runner.close();
  }
}

/** How long a client waits where silence is what it should meet. */
const silenceMs = 1000;

/** How long a client waits for a message: a function may have to be loaded first. */
const messageMs = 4000;

async function serveAndProbe(
  model: Model,
  failures: Failures,
  call: Call,
  { connectMs, pair }: { readonly connectMs?: number; readonly pair?: KeyPairFiles },
): Promise<readonly ProbeResult[]> {
  const twin = await startTwin({ model });
  try {
    for (const zone of failures.zones) twin.fail({ zone });
    for (const target of failures.targets) twin.fail({ target });
    await twin.settled();
    const vantage = twin.ready.vantages[call.from];
    const { results } = await probe(
      [
        {
          url: call.url,
          method: call.method,
          headers: call.headers,
          body: call.body,
          maxTls: call.maxTls === '1.2' ? '1.2' : undefined,
          proxy: `socks5://${vantage?.socks}`,
          resolver: vantage?.dns,
          family: 'ipv4', // as the networks of a twin
          ca: twin.ready.ca,
          clientCertificate: pair,
          // Any message: what tells of an error is one too.
          ...(call.send ? { send: call.send, expect: { status: 101, message: { matches: '' } } } : {}),
          ...(call.identity === undefined
            ? {}
            : { sigv4: { region: model.region, profile: call.identity, file: twin.ready.credentials } }),
          ...(call.apiKey === undefined ? {} : { apiKey: { file: twin.ready.apiKeys, name: call.apiKey } }),
        },
      ],
      {
        timeouts: {
          ...(connectMs === undefined ? {} : { connect: connectMs }),
          ...(call.send ? { firstByte: messageMs } : {}),
        },
      },
    );
    return results;
  } finally {
    await twin.close();
  }
}
