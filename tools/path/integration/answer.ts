import { type Integration, type IntegrationResponse, isUnknown, type Known } from '../../assembly/model';
import { ids } from '../gateway/responses';
import { asHeaderValue, header, isHeaderName } from '../headers';
import type { HeaderList, HttpResponse } from '../hop';
import { evaluate } from '../template/evaluate';
import { jsonPath } from '../template/json-path';
import { matchesWhole } from '../template/methods';
import { headerText, type Rendering, responseScope, type Scope } from '../template/scope';
import { fromJson, Host, Unsupported, type Value } from '../template/values';
import { attempt } from './request-body';

/** What an integration without proxy gave back. */
export interface Answered {
  /** Function: its result or its error, as JSON. HTTP: the body. */
  readonly body: string;
  /** What selection patterns are matched against; null: nothing, the default response is meant. */
  readonly subject: string | null;
  /** Of an HTTP backend. @default none */
  readonly headers?: HeaderList;
}

export type Mapped =
  | { readonly response: HttpResponse; readonly by: IntegrationResponse; readonly pattern?: string }
  | { readonly unknown: string }
  | { readonly fault: string };

/** The response that a client gets: chosen by pattern, its headers and body mapped. */
export function mapAnswer(rendering: Rendering, integration: Integration, answered: Answered): Mapped {
  const result = attempt((): Mapped => {
    const by = selectResponse(integration.responses ?? [], answered.subject);
    if (!by)
      return { fault: `no integration response is for ${answered.subject ?? 'an answer without error'}` };
    const scope = responseScope(rendering, answered.body);
    const { contentType, body } = mapBody(rendering, by, answered.body, scope);
    const headers = [...mapHeaders(by, answered, scope), ...scope.overrides.headers];
    return {
      by,
      ...(by.selectionPattern === undefined ? {} : { pattern: literal(by.selectionPattern) }),
      response: {
        status: statusOf(scope.overrides.status ?? literal(by.statusCode)),
        headers: assemble(rendering, contentType, headers),
        body,
      },
    };
  });
  return result;
}

/**
 * The whole subject has to match, and a dot is no line break, as in Java: aws-facts §1.7 (doc). Which one wins of
 * several that match is not documented.
 */
function selectResponse(
  responses: readonly IntegrationResponse[],
  subject: string | null,
): IntegrationResponse | undefined {
  const isDefault = ({ selectionPattern }: IntegrationResponse) =>
    selectionPattern === undefined || selectionPattern === '';
  const matching =
    subject === null
      ? []
      : responses.filter((one) => !isDefault(one) && matchesWhole(literal(one.selectionPattern!), subject));
  if (matching.length > 1) {
    throw new Unsupported(`${matching.length} selection patterns match, and AWS documents no order`);
  }
  return matching[0] ?? responses.find(isDefault);
}

function literal(text: Known<string>): string {
  if (isUnknown(text)) throw new Unsupported(text.reason);
  return text;
}

function statusOf(text: string): number {
  const status = Number(text);
  if (Number.isInteger(status) && status >= 100 && status <= 599) return status;
  throw new Unsupported(`the response has the status ${JSON.stringify(text)}`);
}

/** By the first type of Accept, else JSON, else the first template; without templates the body as it is. */
function mapBody({ request }: Rendering, by: IntegrationResponse, body: string, { roots }: Scope) {
  const types = Object.keys(by.templates);
  if (by.contentHandling !== undefined) throw new Unsupported('contentHandling of a response');
  if (types.length === 0) return { contentType: 'application/json', body };
  const wanted = header(request.headers, 'accept')?.split(/[,;]/, 1)[0]?.trim();
  const contentType = [wanted, 'application/json', types[0]].find((type) => type && types.includes(type))!;
  return { contentType, body: evaluate(literal(by.templates[contentType]!), roots) };
}

const target = /^method\.response\.header\.(.+)$/;

/** One header each; one whose source has no value is left out. (inferred) */
function mapHeaders(by: IntegrationResponse, answered: Answered, scope: Scope): [string, string][] {
  return Object.entries(by.parameters).flatMap(([name, expression]): [string, string][] => {
    const header = target.exec(name)?.[1];
    if (header === undefined) throw new Unsupported(`the mapping of ${name}`);
    const value = readExpression(literal(expression), answered, scope);
    return value === undefined ? [] : [[header, value]];
  });
}

function readExpression(expression: string, answered: Answered, { roots }: Scope): string | undefined {
  const constant = /^'(.*)'$/s.exec(expression);
  if (constant) return constant[1]!;
  const [, source, rest = ''] =
    /^(integration\.response\.(?:header|multivalueheader|body)|context|stageVariables)(?:\.(.+))?$/.exec(
      expression,
    ) ?? [];
  switch (source) {
    case 'integration.response.header':
      return header(answered.headers ?? [], rest.toLowerCase());
    case 'integration.response.multivalueheader':
      return valuesOf(answered.headers ?? [], rest.toLowerCase());
    case 'integration.response.body':
      return rest === '' ? answered.body : headerText(jsonPath(parsed(answered.body), `$.${rest}`));
    case 'context':
    case 'stageVariables': {
      let value: Value | undefined = roots[source];
      for (const name of rest.split('.')) {
        value = value instanceof Host ? value.get(name) : jsonPath(value ?? null, `$['${name}']`);
      }
      return headerText(value);
    }
    default:
      throw new Unsupported(`the mapping expression ${expression}`);
  }
}

function valuesOf(headers: HeaderList, lowerCaseName: string): string | undefined {
  const values = headers.filter(([name]) => name.toLowerCase() === lowerCaseName).map(([, value]) => value);
  return values.length === 0 ? undefined : values.join(',');
}

function parsed(body: string): Value {
  try {
    return fromJson(JSON.parse(body));
  } catch {
    throw new Unsupported('the integration answered no JSON, and a header is mapped from it');
  }
}

/** Content-Length is the server's to write; a later header replaces an earlier one of its name. */
function assemble(
  { request }: Rendering,
  contentType: string,
  mapped: readonly [string, string][],
): HeaderList {
  const headers = new Map<string, readonly [string, string]>();
  for (const pair of [...ids(request), ['Content-Type', contentType] as const, ...mapped]) {
    const [name, value] = pair;
    if (name.toLowerCase() === 'content-length' || !isHeaderName(name)) continue;
    headers.set(name.toLowerCase(), [name, asHeaderValue(value)]);
  }
  return [...headers.values()];
}
