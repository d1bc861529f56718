import { KitError } from '../kit-error';
import type { Clients } from './clients';
import { NotKnown } from './finding';
import { type InputOf, type OutputOf, type ReadName, reads } from './reads';
import type { ReadSpec } from './reads/spec';

/** What is read from AWS. Each call is made once, whoever asks for it and however often. */
export interface Facts {
  /**
   * The answer, all pages together; `undefined`: the thing is not there.
   * @throws NotKnown where AWS doesn't tell: denied, failed, out of time
   * @throws KitError where no call can be made at all: the credentials
   */
  read<Name extends ReadName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name> | undefined>;
}

/** One call that was made, for `--verbose`. */
export interface Made {
  readonly name: ReadName;
  readonly input: object;
  /** Milliseconds, retries included. */
  readonly ms: number;
  /** Name of the error. */
  readonly error?: string;
}

export interface LiveOptions {
  readonly clients: Clients;
  /** Ends every call that is still going on. */
  readonly signal?: AbortSignal;
  readonly made?: (call: Made) => void;
}

/** Facts from AWS. */
export function liveFacts({ clients, signal, made }: LiveOptions): Facts {
  const known = new Map<string, Promise<unknown>>();
  const ask = async (name: ReadName, input: object): Promise<unknown> => {
    const started = performance.now();
    const told = (error?: string) => made?.({ name, input, ms: performance.now() - started, error });
    try {
      const answer = await call(clients, reads[name], input, signal);
      told();
      return answer;
    } catch (error) {
      const { name: kind } = error as Error;
      told(kind);
      return explain(name, error as Error, signal);
    }
  };
  return {
    read: (name, input) => {
      const key = `${name} ${JSON.stringify(input)}`;
      const promise = known.get(key) ?? ask(name, input as object);
      known.set(key, promise);
      return promise as Promise<never>;
    },
  };
}

type Page = Record<string, unknown>;

async function call(
  clients: Clients,
  spec: ReadSpec,
  input: object,
  abortSignal: AbortSignal | undefined,
): Promise<unknown> {
  const service = clients.service(spec.service);
  const Command = service.command(spec.command);
  const send = (given: object) => service.client.send(new Command(given), { abortSignal }) as Promise<Page>;
  const { items, next } = spec;
  if (items === undefined) return send(input);
  const pages: Page[] = [];
  if (next === undefined) {
    const paginate = service.paginator(spec.command);
    for await (const page of paginate({ client: service.client }, input, { abortSignal }))
      pages.push(page as Page);
  } else {
    for (let more: object | undefined = {}; more; ) {
      const page: Page = await send({ ...input, ...more });
      pages.push(page);
      const carried = Object.entries(next).flatMap(([member, from]) =>
        page[from] === undefined ? [] : [[member, page[from]] as const],
      );
      more = carried.length > 0 ? Object.fromEntries(carried) : undefined;
    }
  }
  return { ...pages[0], [items]: pages.flatMap((page) => (page[items] as unknown[] | undefined) ?? []) };
}

/** Names of errors by what they mean, over all services. */
const kinds = {
  denied:
    /^(AccessDenied|AccessDeniedException|UnauthorizedOperation|AuthorizationError|ForbiddenException)$/,
  refused:
    /^(ExpiredToken|ExpiredTokenException|RequestExpired|InvalidClientTokenId|UnrecognizedClientException|InvalidSignatureException|SignatureDoesNotMatch|IncompleteSignature|AuthFailure|InvalidToken|InvalidAccessKeyId|OptInRequired)$/,
  none: /^(CredentialsProviderError|ProviderError|TokenProviderError)$/,
  ended: /^(AbortError)$/,
};

/** Absent is an answer; anything else is unknown, or the end of the run. */
function explain(name: ReadName, error: Error, signal: AbortSignal | undefined): undefined {
  const spec: ReadSpec = reads[name];
  if (spec.absent?.test(error.name)) return undefined;
  const action = spec.action ?? name;
  const details = { evidence: { action, error: error.name } };
  if (kinds.denied.test(error.name))
    throw new NotKnown('READ_DENIED', `IAM denies ${action}`, {
      ...details,
      fix: `Allow ${action}: doctor --policy prints the whole policy.`,
    });
  if (kinds.none.test(error.name))
    throw new KitError(
      {
        code: 'DOCTOR_NO_CREDENTIALS',
        what: `there are no AWS credentials: ${firstLine(error.message)}`,
        where: 'credentials',
        fix: 'sign in (aws sso login), or name a profile by --profile',
      },
      { cause: error },
    );
  if (kinds.refused.test(error.name))
    throw new KitError(
      {
        code: 'DOCTOR_CREDENTIALS_REFUSED',
        what: `AWS refuses the credentials at ${action}: ${error.name}`,
        where: 'credentials',
        fix: 'sign in again; compare this machine’s clock; a region that is switched off refuses all of them',
      },
      { cause: error },
    );
  if (signal?.aborted || kinds.ended.test(error.name))
    throw new NotKnown('READ_TIMED_OUT', `${name} had no answer when the time was over`, details);
  throw new NotKnown('READ_FAILED', `${name} ${failure(error)}`, details);
}

/** What went wrong, in words that follow the name of the call. */
function failure(error: Error & { readonly $response?: { readonly statusCode?: number } }): string {
  const status = error.$response?.statusCode;
  // An answer that can't be parsed is of a proxy, or of an emulator that lacks the call.
  if (status !== undefined && /^(SyntaxError|Error)$/.test(error.name))
    return `was answered with HTTP ${status}, and not by AWS`;
  return `failed: ${error.name}: ${firstLine(error.message)}`;
}

function firstLine(text: string): string {
  return text.split('\n')[0]!.slice(0, 200);
}
