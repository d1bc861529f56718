import type { PolicyDocument, Where } from '../../assembly/model';
import { remember } from '../cache';
import type { AuthorizerContext } from '../lambda/event';
import { readPolicy } from '../policy/document';

/** A valid answer of a Lambda authorizer. */
export interface AuthorizerAnswer {
  readonly policy: PolicyDocument;
  /** What the integration gets: principalId and the context, every value as text. */
  readonly context: AuthorizerContext;
  /** Value of an API key, for an API that takes keys from here: aws-facts §8.5 (doc) */
  readonly usageIdentifierKey?: string;
}

/** More than this and they are read again: kept answers come with every call. */
const keptAnswers = 1000;

const read = new Map<string, AuthorizerAnswer | string>();

/** Reads an authorizer's answer; a sentence says why it is none. aws-facts §8.1 (doc) */
export function readAnswer(payload: string, where: Where): AuthorizerAnswer | string {
  if (read.size > keptAnswers) read.clear();
  return remember(read, `${where.stack} ${where.logicalId} ${payload}`, () => parseAnswer(payload, where));
}

function parseAnswer(payload: string, where: Where): AuthorizerAnswer | string {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    return 'it returned no JSON';
  }
  if (!isMap(value)) return 'it returned no object';
  if (typeof value.principalId !== 'string') return 'principalId is no string';
  const policy = readPolicy(value.policyDocument, { ...where, property: 'policyDocument' });
  if (!policy) return 'policyDocument is no policy';
  const context: Record<string, string> = { principalId: value.principalId };
  const key = value.usageIdentifierKey;
  const rest = { policy, context, ...(typeof key === 'string' ? { usageIdentifierKey: key } : {}) };
  if (value.context === undefined || value.context === null) return rest;
  if (!isMap(value.context)) return 'context is no object';
  for (const [name, entry] of Object.entries(value.context)) {
    if (entry === null || entry === undefined) continue;
    if (typeof entry === 'object') return `context.${name} is no string, number or boolean`;
    context[name] = String(entry);
  }
  return rest;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
