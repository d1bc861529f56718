import { type Authorizer, isUnknown, type Method } from '../../assembly/model';
import type { Authorizing } from '../7-authorizer';
import { methodArn } from '../caller';
import type { InvocationCache, InvocationResult } from '../exchange';
import { anonymous } from '../policy/context';
import { evaluate } from '../policy/evaluate';
import { RequestContext } from '../policy/request-context';
import { type AuthorizerAnswer, readAnswer } from './answer';
import { readSource } from './identity';

/**
 * By what an answer is kept: stage, authorizer and the values of the identity sources, in their order. Neither the
 * method nor the path is part of it unless a source names it: aws-facts §8.1 (doc). Errors are not kept. (inferred)
 */
export function cacheOf(
  { request, match }: Authorizing,
  authorizer: Authorizer,
  sources: readonly string[],
): InvocationCache | undefined {
  const { id, ttlSeconds } = authorizer;
  if (ttlSeconds === 0) return undefined;
  const values = sources.map((source) => readSource(request, match, source));
  if (values.some((value) => isUnknown(value))) return undefined;
  return {
    key: JSON.stringify([match.api.id, match.stage.name, id, ...values]),
    ttlSeconds,
    keeps: (result: InvocationResult) =>
      result.kind === 'returned' && typeof readAnswer(result.payload, authorizer.where) !== 'string',
  };
}

/** Sources that tell routes apart. */
const ofPath = /^\$?context\.(path|resourcePath)$/;
const ofMethod = /^\$?context\.httpMethod$/;

/**
 * Another call that a kept answer meets although it is about this one alone: "the first route works, the others
 * don't" (failures.md). `undefined`: nothing is kept, or the answer speaks of other routes too.
 */
export function missedRoute(
  scope: Authorizing,
  authorizer: Authorizer,
  { policy }: AuthorizerAnswer,
): string | undefined {
  if (authorizer.ttlSeconds === 0) return undefined;
  const { model, request, match } = scope;
  const has = (form: RegExp) => authorizer.identitySource.some((source) => form.test(source));
  const keepsPaths = has(ofPath);
  const keepsMethods = has(ofMethod);
  let missed: string | undefined;
  for (const method of match.definition.methods) {
    if (method.authorizerId !== authorizer.id) continue;
    if (keepsPaths && method.path !== match.resourcePath) continue;
    if (keepsMethods && method.httpMethod !== match.httpMethod) continue;
    const httpMethod = anotherMethod(method, match.httpMethod);
    const requestPath = keepsPaths ? match.requestPath : method.path.replace(/\{[^}]+\}/g, 'another');
    if (httpMethod === match.httpMethod && requestPath === match.requestPath) continue;
    const arn = methodArn(model, { api: match.api, stage: match.stage, httpMethod, requestPath });
    if (evaluate(policy, new RequestContext(model, request, anonymous, arn)).decision !== 'silent') {
      return undefined;
    }
    missed ??= `${httpMethod} ${requestPath}`;
  }
  return missed;
}

function anotherMethod({ httpMethod }: Method, called: string): string {
  if (httpMethod !== 'ANY') return httpMethod;
  return called === 'GET' ? 'POST' : 'GET';
}
