import type { Model } from '../../tools/assembly/model';
import { type JournalEntry, startTwin, type Twin, type TwinOptions } from '../../tools/twin';
import { buildModel, type Draft } from '../helpers/model';
import { closeClients } from './client';

const started: Twin[] = [];

export const host = 'pvt-api.corp.example';

/** Answers with what it was asked. */
export const echo = `exports.handler = async (event) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    path: event.path, method: event.httpMethod, source: event.requestContext.identity.sourceIp,
    body: event.body, version: process.env.VERSION,
  }),
})`;

/** The usual chain with a function that runs; open to any method and path. */
export function servedModel(change: (draft: Draft<Model>) => void = () => {}): Model {
  return buildModel((draft) => {
    const [lambda] = draft.functions;
    if (lambda) lambda.inlineCode = echo;
    const [stage] = draft.stages;
    const root = stage?.serves.methods[0];
    if (stage && root) stage.serves.methods.push({ ...root, path: '/{proxy+}', httpMethod: 'ANY' });
    if (stage && root) stage.serves.methods.push({ ...root, httpMethod: 'POST' });
    change(draft);
  });
}

/** A twin that {@link closeTwins} ends, with its journal. */
export async function serve(
  options: Partial<TwinOptions> = {},
): Promise<Twin & { readonly journal: JournalEntry[] }> {
  const journal: JournalEntry[] = [];
  const twin = await startTwin({ model: servedModel(), journal: (entry) => journal.push(entry), ...options });
  started.push(twin);
  return Object.assign(twin, { journal });
}

export async function closeTwins(): Promise<void> {
  closeClients();
  await Promise.all(started.splice(0).map((twin) => twin.close()));
}

/** Waits, turn by turn of the event loop, until the condition holds. */
export async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
