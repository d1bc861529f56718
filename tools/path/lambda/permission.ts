import {
  type FunctionPermission,
  isUnknown,
  type LambdaFunction,
  type Model,
  Unknown,
} from '../../assembly/model';
import { perModel } from '../cache';
import { compileArn, compileGlob, type TextTest } from '../policy/glob';
import { allOf, type Ternary } from '../ternary';

/** Functions by ARN. */
export const functionIndex = perModel(
  (model: Model): ReadonlyMap<string, LambdaFunction> =>
    new Map(model.functions.map((lambda) => [lambda.arn, lambda])),
);

interface CompiledPermission {
  readonly principal: FunctionPermission['principal'];
  readonly invokes: Ternary;
  readonly source: TextTest | Unknown | undefined;
}

const compiled = new WeakMap<FunctionPermission, CompiledPermission>();

function compile(permission: FunctionPermission): CompiledPermission {
  let own = compiled.get(permission);
  if (!own) {
    const { principal, action, sourceArn } = permission;
    const invokes = isUnknown(action)
      ? action
      : compileGlob(piece(action.toLowerCase()))('lambda:invokefunction');
    const source = isUnknown(sourceArn) ? sourceArn : sourceArn && compileArn(piece(sourceArn));
    own = { principal, invokes, source: source || undefined };
    compiled.set(permission, own);
  }
  return own;
}

const piece = (text: string) => [{ text, literal: false }];

/**
 * Whether some permission lets a service invoke the function in the name of the source: aws-facts §10 (doc)
 * @param service @default API Gateway
 */
export function mayInvoke(
  model: Model,
  lambda: LambdaFunction,
  sourceArn: string,
  service = 'apigateway.amazonaws.com',
): Ternary {
  let result: Ternary = false;
  for (const permission of lambda.permissions) {
    const admitted = admits(model, permission, sourceArn, service);
    if (admitted === true) return true;
    if (admitted !== false) result = admitted;
  }
  return result;
}

function admits(model: Model, permission: FunctionPermission, sourceArn: string, service: string): Ternary {
  const { principal, invokes, source } = compile(permission);
  const isMeant = typeof principal === 'string' ? principal === service || principal === '*' : principal;
  if (invokes === false || isMeant === false) return false;
  const { sourceAccount } = permission;
  return allOf([
    isMeant,
    invokes,
    source === undefined || (source instanceof Unknown ? source : source(sourceArn)),
    sourceAccount === undefined ||
      (isUnknown(sourceAccount)
        ? sourceAccount
        : sourceAccount === (sourceArn.split(':')[4] || model.account)),
  ]);
}
